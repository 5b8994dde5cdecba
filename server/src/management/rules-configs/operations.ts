import Type from 'typebox';
import { ruleSettingPlace } from '../../protocol/ports/rule-store.ts';
import { operation } from '../contract.ts';
import { conflict, invalidBody, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const view = Type.Object({ key: Type.String() });
const told = Type.Object({ key: Type.String(), value: Type.String({ description: 'As it was sent. This answer alone has it.' }) });
const body = Type.Object({ value: Type.String({ maxLength: 4096, description: 'What rules read as configuration.KEY. It is kept sealed, and nobody reads it again.' }) }, { additionalProperties: false });
const wellFormed = /^[A-Za-z0-9_\-@*+:]{1,127}$/;
const mostSettings = 100;

/** The values that rules are told as `configuration`. */
export const ruleConfigOperations = [
  make({ id: 'rulesConfigs.list', method: 'GET', path: '/rules-configs', scopes: ['read:rules_configs'], status: 200, summary: 'The keys of the values that rules are told; never a value.', query: none, body: undefined, output: Type.Array(view) }, async ({ tenant }, { rules }) =>
    (await rules.listRuleSettings(tenant.id)).map(({ key }) => ({ key }))),
  make({ id: 'rulesConfigs.set', method: 'PUT', path: '/rules-configs/{key}', scopes: ['update:rules_configs'], status: 200, summary: 'Sets a value that rules are told.', query: none, body, output: told }, async ({ tenant, path, body: { value }, audit, audited }, { rules, messageSeal }) => {
    const { key = '' } = path;
    if (!wellFormed.test(key)) return invalidBody('The key has 1 to 127 characters of A-Z, a-z, 0-9 and _-@*+:.');
    const known = await rules.listRuleSettings(tenant.id);
    if (known.length >= mostSettings && !known.some((setting) => setting.key === key)) return conflict(`The tenant has ${mostSettings} values for rules, and can not have more.`);
    await rules.putRuleSetting(tenant.id, { key, sealed: messageSeal.seal(value, ruleSettingPlace(tenant.id, key)) }, audit());
    audited();
    return { key, value };
  }),
  make({ id: 'rulesConfigs.delete', method: 'DELETE', path: '/rules-configs/{key}', scopes: ['delete:rules_configs'], status: 204, summary: 'Removes a value that rules were told.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, { rules }) => {
    if (await rules.removeRuleSetting(tenant.id, path['key'] ?? '', audit()) === 'unknown') return notFound('The value', 'inexistent_rules_config');
    audited();
    return undefined;
  }),
];
