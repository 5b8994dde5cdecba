import { Client } from 'pg';
import type { AppliedMigration, MigratedDatabase } from '../../migration/migrate.ts';
import { postgresError } from './postgres-errors.ts';

/** Every process of every version takes this lock to change the schema: "gatehous" as a number. */
const schemaLock = '7449355536186467699';

/** Lends a connection for the schema: without the time limits of the requests. */
export async function withMigratedPostgres<T>(url: string, work: (database: MigratedDatabase) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, application_name: 'gatehouse-migration', connectionTimeoutMillis: 5000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(migrated(client));
  } catch (error) {
    throw error instanceof Error && error.name === 'StorageRefused' ? error : postgresError(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function migrated(client: Client): MigratedDatabase {
  const applied = async (): Promise<readonly AppliedMigration[]> => {
    const { rows: [known] } = await client.query<{ name: string | null }>("select to_regclass('migrations') as name");
    if (known?.name == null) return [];
    return (await client.query<AppliedMigration>('select name, checksum from migrations order by name')).rows;
  };
  return {
    applied,
    async applyNext(pending) {
      // The lock comes before the transaction: what another process changed while we waited is known to a transaction that begins afterwards,
      // but not for certain to one that had begun (its catalogue cache may say that a table is missing).
      await client.query(`select pg_advisory_lock(${schemaLock})`);
      try {
        await client.query('begin');
        const next = pending(await applied());
        if (next !== undefined) {
          await client.query('create table if not exists migrations (name text not null primary key, checksum text not null, applied_at bigint not null)');
          await client.query(next.sql);
          await client.query('insert into migrations (name, checksum, applied_at) values ($1, $2, $3)', [next.name, next.checksum, Math.floor(Date.now() / 1000)]);
        }
        await client.query('commit');
        return next?.name;
      } catch (error) {
        await client.query('rollback').catch(() => undefined);
        throw error;
      } finally {
        // A connection that is gone has given the lock back by itself.
        await client.query(`select pg_advisory_unlock(${schemaLock})`).catch(() => undefined);
      }
    },
  };
}
