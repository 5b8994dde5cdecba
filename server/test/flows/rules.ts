import { newId } from '../../src/kernel/ids.ts';
import type { Rule } from '../../src/protocol/ports/rule-store.ts';
import type { RunningHouse } from './house.ts';

/** Puts these scripts in the place of all rules of the default tenant, in this order. */
export async function setRules({ house: { storage, defaultTenant } }: Pick<RunningHouse, 'house'>, ...scripts: readonly string[]): Promise<void> {
  for (const { id } of await storage.rules.listRules(defaultTenant.id)) await storage.rules.removeRule(defaultTenant.id, id);
  for (const [order, script] of scripts.entries()) {
    const rule: Rule = { id: newId('rul'), name: `Rule ${order}`, script, order, enabled: true, stage: 'login_success' };
    await storage.rules.insertRule(defaultTenant.id, rule);
  }
}

/** A rule of one body. */
export const ruleOf = (body: string) => `function (user, context, callback) {\n  ${body}\n  callback(null, user, context);\n}`;
