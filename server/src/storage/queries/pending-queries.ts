import type { Statements } from '../statements/draft.ts';

interface ByKindAndKey { readonly tenant: string; readonly kind: string; readonly key: string }

/** Things that wait for a person or a second request. */
export const pendingQueries = (statement: Statements) => ({
  insert: statement<ByKindAndKey & { version: number; expiresAt: number; data: string }>()('insert_pending', ({ db, slot }) => db.insertInto('pending')
    .values({ tenant_id: slot('tenant'), kind: slot('kind'), key: slot('key'), version: slot('version'), expires_at: slot('expiresAt'), data: slot('data') })),

  load: statement<ByKindAndKey>()('load_pending', ({ db, slot }) => db.selectFrom('pending').select(['version', 'expires_at', 'data'])
    .where('tenant_id', '=', slot('tenant')).where('kind', '=', slot('kind')).where('key', '=', slot('key'))),

  list: statement<{ tenant: string; kind: string; take: number }>()('list_pending', ({ db, slot }) => db.selectFrom('pending').select(['key', 'version', 'expires_at', 'data'])
    .where('tenant_id', '=', slot('tenant')).where('kind', '=', slot('kind')).orderBy('key', 'desc').limit(slot('take'))),

  advance: statement<ByKindAndKey & { seen: number; version: number; expiresAt: number; data: string }>()('advance_pending', ({ db, slot }) => db.updateTable('pending')
    .set({ version: slot('version'), expires_at: slot('expiresAt'), data: slot('data') })
    .where('tenant_id', '=', slot('tenant')).where('kind', '=', slot('kind')).where('key', '=', slot('key')).where('version', '=', slot('seen'))),

  remove: statement<ByKindAndKey>()('remove_pending', ({ db, slot }) => db.deleteFrom('pending').where('tenant_id', '=', slot('tenant')).where('kind', '=', slot('kind')).where('key', '=', slot('key'))),
});
