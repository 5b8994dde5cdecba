import type { Statements } from '../statements/draft.ts';

interface ById { readonly tenant: string; readonly id: string }
/** An administrator with the person. `profile` is JSON. */
export interface AdministratorRow { readonly id: string; readonly role: string; readonly since: number; readonly email: string | null; readonly profile: string; readonly connection: string; readonly blocked: number; readonly last_login: number | null }

/** Who administers a tenant. Only people who exist have a role. */
export const administratorQueries = (statement: Statements) => ({
  role: statement<ById>()('administrator_role', ({ sql, slot }) => sql<{ role: string }>`
    select a.role from administrators a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id where a.tenant_id = ${slot('tenant')} and a.user_id = ${slot('id')} and u.blocked = 0`),
  list: statement<{ tenant: string }>()('administrators', ({ sql, slot }) => sql<AdministratorRow>`
    select u.id, a.role, a.since, u.email, u.profile, u.connection, u.blocked, u.last_login from administrators a join users u on u.tenant_id = a.tenant_id and u.id = a.user_id
    where a.tenant_id = ${slot('tenant')} order by a.since, a.user_id`),
  version: statement<{ tenant: string }>()('administrator_version', ({ db, slot }) => db.selectFrom('administrator_versions').select('version').where('tenant_id', '=', slot('tenant'))),
  /** The condition of every change: nobody else made one since. */
  bump: statement<{ tenant: string; seen: number; next: number }>()('bump_administrators', ({ db, slot }) => db.insertInto('administrator_versions').values({ tenant_id: slot('tenant'), version: slot('next') })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ version: slot('next') }).where('administrator_versions.version', '=', slot('seen')))),
  /** The same for who asks nobody: the later of others looks again. */
  touch: statement<{ tenant: string }>()('touch_administrators', ({ db, slot, sql }) => db.insertInto('administrator_versions').values({ tenant_id: slot('tenant'), version: sql<number>`1` })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ version: sql<number>`administrator_versions.version + 1` }))),
  set: statement<ById & { role: string; at: number }>()('set_administrator', ({ db, slot, sql }) => db.insertInto('administrators')
    .values({ tenant_id: slot('tenant'), user_id: slot('id'), role: slot('role'), since: slot('at') })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'user_id']).doUpdateSet({ role: sql<string>`excluded.role` }))),
  remove: statement<ById>()('remove_administrator', ({ db, slot }) => db.deleteFrom('administrators').where('tenant_id', '=', slot('tenant')).where('user_id', '=', slot('id'))),
});
