import Type from 'typebox';
import { newId } from '../../kernel/ids.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Rule } from '../../protocol/ports/rule-store.ts';
import { operation } from '../contract.ts';
import { findCurrentTenant } from '../current-tenant.ts';
import { selectFields } from '../fields.ts';
import { pagedOutput, pageOf, parseOffset } from '../paging.ts';
import { allowsScope, type Permit } from '../permit.ts';
import { conflict, invalidBody, ManagementRefusal, notFound } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';
import { createBody, getQuery, listQuery, updateBody, view, viewOf } from './schema.ts';

const none = Type.Object({});
const make = operation<ManagementTools>();
const missing = () => notFound('The rule', 'inexistent_rule');
const taken = (name: string) => conflict(`A rule with the name ${name} exists already.`);
const mostRules = 100;

/** Why a rule can not be stored like this. A script that stays as it was is not read again. */
async function findFlaw(next: Rule, before: Rule | undefined, { tenant, tools }: { readonly tenant: Tenant; readonly tools: ManagementTools }): Promise<ManagementRefusal | undefined> {
  const { settings } = await findCurrentTenant(tenant, tools);
  if (next.enabled && before?.enabled !== true && !settings.rulesEnabled) return invalidBody('Rules are switched off in this tenant: set flags.enable_rules by PATCH /tenants/settings, or store the rule with enabled: false.');
  if (next.script === before?.script) return undefined;
  const flaw = await tools.scripts.findScriptFlaw(tenant.id, next.script);
  if (flaw === undefined) return undefined;
  const { line, column, message } = flaw;
  return invalidBody(`Payload validation error: script${line === undefined ? '' : `, line ${line}, column ${column ?? 1}`}: ${message}`);
}

/** A225 of the attack cases: who may only write reads no more of a script than was sent. */
function answerOf(rule: Rule, permit: Permit, sent: string | undefined) {
  const { script, ...rest } = viewOf(rule);
  return allowsScope(permit, 'read:rules', undefined) || sent !== undefined ? { ...rest, script } : rest;
}

/** Seed rows 198, 224: the rules of the tenant. */
export const ruleOperations = [
  make({ id: 'rules.list', method: 'GET', path: '/rules', scopes: ['read:rules'], status: 200, summary: 'All rules of the tenant, in the order in which they run.', query: listQuery, body: undefined, output: pagedOutput('rules', view) }, async ({ tenant, query }, { rules }) => {
    const page = parseOffset(query);
    if (page instanceof ManagementRefusal) return page;
    const wanted = (await rules.listRules(tenant.id)).filter(({ enabled }) => query.enabled === undefined || String(enabled) === query.enabled);
    return pageOf('rules', wanted.map((rule) => selectFields(viewOf(rule), query)), page);
  }),
  make({ id: 'rules.create', method: 'POST', path: '/rules', scopes: ['create:rules'], status: 201, summary: 'Makes a rule. The script must be one function.', query: none, body: createBody, output: view }, async ({ tenant, body, permit, audit, audited }, tools) => {
    const all = await tools.rules.listRules(tenant.id);
    if (all.length >= mostRules) return conflict(`The tenant has ${mostRules} rules, and can not have more.`);
    const rule: Rule = { id: newId('rul'), name: body.name, script: body.script, order: body.order ?? (all.at(-1)?.order ?? 0) + 1, enabled: body.enabled ?? true, stage: 'login_success' };
    const flaw = await findFlaw(rule, undefined, { tenant, tools });
    if (flaw !== undefined) return flaw;
    if (await tools.rules.insertRule(tenant.id, rule, audit()) === 'taken') return taken(rule.name);
    audited();
    return answerOf(rule, permit, body.script);
  }),
  make({ id: 'rules.get', method: 'GET', path: '/rules/{id}', scopes: ['read:rules'], status: 200, summary: 'One rule.', query: getQuery, body: undefined, output: view }, async ({ tenant, path, query }, { rules }) => {
    const rule = await rules.findRule(tenant.id, path['id'] ?? '');
    return rule === undefined ? missing() : selectFields(viewOf(rule), query);
  }),
  make({ id: 'rules.update', method: 'PATCH', path: '/rules/{id}', scopes: ['update:rules'], status: 200, summary: 'Changes a rule; what the body does not name stays.', query: none, body: updateBody, output: view }, async ({ tenant, path, body, permit, audit, audited }, tools) => {
    const before = await tools.rules.findRule(tenant.id, path['id'] ?? '');
    if (before === undefined) return missing();
    const next: Rule = { ...before, ...body };
    const flaw = await findFlaw(next, before, { tenant, tools });
    if (flaw !== undefined) return flaw;
    const outcome = await tools.rules.replaceRule(tenant.id, next, audit());
    if (outcome !== 'replaced') return outcome === 'taken' ? taken(next.name) : missing();
    audited();
    return answerOf(next, permit, body.script);
  }),
  make({ id: 'rules.delete', method: 'DELETE', path: '/rules/{id}', scopes: ['delete:rules'], status: 204, summary: 'Removes a rule.', query: none, body: undefined, output: undefined }, async ({ tenant, path, audit, audited }, { rules }) => {
    if (await rules.removeRule(tenant.id, path['id'] ?? '', audit()) === 'unknown') return missing();
    audited();
    return undefined;
  }),
];
