import type { Statements } from '../statements/draft.ts';

interface ById { readonly tenant: string; readonly id: string }
interface ByKey { readonly tenant: string; readonly key: string }

/** Rules, and the values that they are told. */
export const ruleQueries = (statement: Statements) => ({
  rules: statement<{ tenant: string }>()('rules', ({ db, slot }) => db.selectFrom('rules').select('data').where('tenant_id', '=', slot('tenant')).orderBy('id')),
  rule: statement<ById>()('rule', ({ db, slot }) => db.selectFrom('rules').select('data').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  insertRule: statement<ById & { name: string; data: string }>()('insert_rule', ({ db, slot }) => db.insertInto('rules')
    .values({ tenant_id: slot('tenant'), id: slot('id'), name: slot('name'), data: slot('data') }).onConflict((conflict) => conflict.doNothing())),
  /** Changes nothing: the row is there, and stays until the end of the transaction. */
  holdRule: statement<ById>()('hold_rule', ({ db, slot, sql }) => db.updateTable('rules').set({ data: sql<string>`data` }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  replaceRule: statement<ById & { name: string; data: string }>()('replace_rule', ({ db, slot }) => db.updateTable('rules').set({ name: slot('name'), data: slot('data') }).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  removeRule: statement<ById>()('remove_rule', ({ db, slot }) => db.deleteFrom('rules').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  settings: statement<{ tenant: string }>()('rule_settings', ({ db, slot }) => db.selectFrom('rule_settings').select(['key', 'sealed']).where('tenant_id', '=', slot('tenant')).orderBy('key')),
  putSetting: statement<ByKey & { sealed: string }>()('put_rule_setting', ({ db, slot }) => db.insertInto('rule_settings').values({ tenant_id: slot('tenant'), key: slot('key'), sealed: slot('sealed') })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'key']).doUpdateSet((row) => ({ sealed: row.ref('excluded.sealed') })))),
  removeSetting: statement<ByKey>()('remove_rule_setting', ({ db, slot }) => db.deleteFrom('rule_settings').where('tenant_id', '=', slot('tenant')).where('key', '=', slot('key'))),
});
