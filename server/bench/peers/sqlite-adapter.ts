import { DatabaseSync } from 'node:sqlite';
import { now, type Adapter, type AdapterFactory, type Payload } from './adapter.ts';

const schema = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS entries (key TEXT PRIMARY KEY, payload TEXT NOT NULL, uid TEXT, grant_id TEXT, expires_at INTEGER, consumed_at INTEGER) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS entries_uid ON entries (uid) WHERE uid IS NOT NULL;
  CREATE INDEX IF NOT EXISTS entries_grant ON entries (grant_id) WHERE grant_id IS NOT NULL;`;

/** As durable as Gatehouse: WAL, synchronous=FULL, every statement its own transaction (the interface of oidc-provider knows no larger one). */
export function sqliteAdapter(path: string): AdapterFactory {
  const database = new DatabaseSync(path);
  database.exec(schema);
  const upsert = database.prepare('INSERT INTO entries (key, payload, uid, grant_id, expires_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET payload = excluded.payload, expires_at = excluded.expires_at');
  const find = database.prepare('SELECT payload, consumed_at FROM entries WHERE key = ?');
  const findByUid = database.prepare('SELECT payload, consumed_at FROM entries WHERE uid = ?');
  const consume = database.prepare('UPDATE entries SET consumed_at = ? WHERE key = ?');
  const destroy = database.prepare('DELETE FROM entries WHERE key = ?');
  const revoke = database.prepare('DELETE FROM entries WHERE grant_id = ?');
  const read = (row: Record<string, unknown> | undefined): Payload | undefined =>
    (row === undefined ? undefined : { ...(JSON.parse(row['payload'] as string) as Payload), ...(row['consumed_at'] === null ? {} : { consumed: row['consumed_at'] as number }) });
  return (model): Adapter => ({
    async upsert(id, payload, expiresIn) { upsert.run(`${model}:${id}`, JSON.stringify(payload), payload.uid === undefined ? null : `${model}:${payload.uid}`, payload.grantId ?? null, now() + expiresIn); },
    async find(id) { return read(find.get(`${model}:${id}`)); },
    async findByUid(uid) { return read(findByUid.get(`${model}:${uid}`)); },
    async findByUserCode() { return undefined; },
    async consume(id) { consume.run(now(), `${model}:${id}`); },
    async destroy(id) { destroy.run(`${model}:${id}`); },
    async revokeByGrantId(grantId) { revoke.run(grantId); },
  });
}
