import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';

interface Ring { readonly tenant: string; readonly expected: string; readonly ring: string }

/** The key ring of a tenant. `key_rings.ring` says how it looks, and every change is compared with it. */
export const signingKeyQueries = (statement: Statements) => ({
  list: statement<{ tenant: string }>()('list_signing_keys', ({ db, slot }) => db.selectFrom('signing_keys').select(['kid', 'alg', 'state', 'sealed', 'public_jwk', 'created_at', 'state_since']).where('tenant_id', '=', slot('tenant')).orderBy('created_at').orderBy('kid')),

  changeRing: statement<Ring>()('change_ring', ({ db, slot }) => db.updateTable('key_rings').set({ ring: slot('ring') }).where('tenant_id', '=', slot('tenant')).where('ring', '=', slot('expected'))),

  /** For a tenant without keys: its ring may not have been written yet. */
  beginRing: statement<Ring>()('begin_ring', ({ db, slot, sql }) => db.insertInto('key_rings').values({ tenant_id: slot('tenant'), ring: slot('ring') })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ ring: sql<string>`excluded.ring` }).where('key_rings.ring', '=', slot('expected')))),

  insert: statement<Database['signing_keys']>()('insert_signing_key', ({ db, slot }) => db.insertInto('signing_keys').values({
    tenant_id: slot('tenant_id'), kid: slot('kid'), alg: slot('alg'), state: slot('state'), sealed: slot('sealed'), public_jwk: slot('public_jwk'),
    created_at: slot('created_at'), state_since: slot('state_since'),
  })),

  /** Only while the public half is the one that was seen. */
  describe: statement<{ tenant: string; kid: string; seen: string; described: string }>()('describe_signing_key', ({ db, slot }) => db.updateTable('signing_keys').set({ public_jwk: slot('described') })
    .where('tenant_id', '=', slot('tenant')).where('kid', '=', slot('kid')).where('public_jwk', '=', slot('seen'))),

  setState: statement<{ tenant: string; kid: string; state: string; at: number }>()('set_signing_key_state', ({ db, slot }) => db.updateTable('signing_keys').set({ state: slot('state'), state_since: slot('at') })
    .where('tenant_id', '=', slot('tenant')).where('kid', '=', slot('kid'))),
});
