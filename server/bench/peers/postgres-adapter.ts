import pg from 'pg';
import { now, type Adapter, type AdapterFactory, type Payload } from './adapter.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS entries (key text PRIMARY KEY, payload jsonb NOT NULL, uid text, grant_id text, expires_at bigint, consumed_at bigint);
  CREATE INDEX IF NOT EXISTS entries_uid ON entries (uid) WHERE uid IS NOT NULL;
  CREATE INDEX IF NOT EXISTS entries_grant ON entries (grant_id) WHERE grant_id IS NOT NULL;`;

const statements = {
  upsert: 'INSERT INTO entries (key, payload, uid, grant_id, expires_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at',
  find: 'SELECT payload, consumed_at FROM entries WHERE key = $1',
  findByUid: 'SELECT payload, consumed_at FROM entries WHERE uid = $1',
  consume: 'UPDATE entries SET consumed_at = $1 WHERE key = $2',
  destroy: 'DELETE FROM entries WHERE key = $1',
  revoke: 'DELETE FROM entries WHERE grant_id = $1',
} as const;

/** A pool of 8 and named, so prepared, statements; synchronous_commit as PostgreSQL has it, on. */
export async function postgresAdapter(url: string): Promise<AdapterFactory> {
  const pool = new pg.Pool({ connectionString: url, max: 8 });
  await pool.query(schema);
  const run = async (name: keyof typeof statements, values: readonly unknown[]): Promise<Payload | undefined> => {
    const { rows: [row] } = await pool.query<{ payload?: Payload; consumed_at?: string | null }>({ name, text: statements[name], values: [...values] });
    if (row?.payload === undefined) return undefined;
    return { ...row.payload, ...(row.consumed_at == null ? {} : { consumed: Number(row.consumed_at) }) };
  };
  return (model): Adapter => ({
    async upsert(id, payload, expiresIn) { await run('upsert', [`${model}:${id}`, JSON.stringify(payload), payload.uid === undefined ? null : `${model}:${payload.uid}`, payload.grantId ?? null, now() + expiresIn]); },
    find: (id) => run('find', [`${model}:${id}`]),
    findByUid: (uid) => run('findByUid', [`${model}:${uid}`]),
    async findByUserCode() { return undefined; },
    async consume(id) { await run('consume', [now(), `${model}:${id}`]); },
    async destroy(id) { await run('destroy', [`${model}:${id}`]); },
    async revokeByGrantId(grantId) { await run('revoke', [grantId]); },
  });
}
