import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '../../src/kernel/time.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { StorageUnavailable } from '../../src/storage/storage-unavailable.ts';
import { startPostgres, type TestPostgres } from './postgres.ts';
import { acme, clientRecord, key, logRecord, now, tokenRecord, userRecord } from './records.ts';
import { runSql } from './run-sql.ts';

/** A kind of work, and what became of it. */
const attempt = async (work: () => Promise<unknown>): Promise<string> => work().then(() => 'done', (error: unknown) => (error instanceof StorageUnavailable ? 'unavailable' : String(error)));

describe('Outages of PostgreSQL', () => {
  let server: TestPostgres;
  let storage: Storage;
  before(async () => {
    server = await startPostgres();
    storage = await openStorage({ kind: 'postgres', url: server.url }, systemClock);
    await storage.users.insert(acme, userRecord());
  });
  after(async () => {
    await storage.close();
    await server.stop();
  });

  test('R8: while the server is away every call throws StorageUnavailable; when it is back all is as it was, and nothing acknowledged is lost', async () => {
    const kept: ReturnType<typeof key>[] = [];
    const write = async () => {
      const token = tokenRecord(undefined);
      await storage.grants.commit({ tenant: acme, tokens: [token] });
      kept.push(token.key);
    };
    const calls = [
      write, () => storage.grants.findToken(acme, key()), () => storage.users.find(acme, 'auth0|1'), () => storage.throttles.take(acme, { first: { key: 'k', window: 60, most: 9 }, also: [{ key: 'l', window: 60 }] }, now()),
      () => storage.consume(acme, { kind: 'jti', key: key(), keepUntil: now() + 60 }), () => storage.registry.insertClient(clientRecord({ id: key() as never })), () => storage.sweepExpired(now()),
    ];
    let running = true;
    const outcomes = new Set<string>();
    const load = Promise.all(Array.from({ length: 8 }, async () => { while (running) { outcomes.add(await attempt(write)); await new Promise((resolve) => setTimeout(resolve, 2)); } }));
    await server.restart(async () => {
      for (const call of calls) assert.equal(await attempt(call), 'unavailable');
      const health = await storage.health();
      assert.equal(health.ok, false);
      storage.log.append(acme, logRecord({ detail: '"kept over the outage"' }));
    });
    for (let tries = 0; tries < 1500 && !(await storage.health()).ok; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    running = false;
    await load;
    for (const call of calls) assert.equal(await attempt(call), 'done');
    assert.deepEqual([...outcomes].sort(), ['done', 'unavailable']);
    for (const one of kept) assert.notEqual(await storage.grants.findToken(acme, one), undefined);
    assert.deepEqual(await storage.users.find(acme, 'auth0|1'), userRecord());
  });

  test('R8: connections that are cut one after the other cost at most an error each, and the pool comes back', async () => {
    const outcomes: string[] = [];
    for (let round = 0; round < 10; round++) {
      const calls = Array.from({ length: 20 }, () => attempt(() => storage.consume(acme, { kind: 'jti', key: key(), keepUntil: now() + 60 })));
      await runSql({ kind: 'postgres', url: server.url }, "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'gatehouse'");
      outcomes.push(...(await Promise.all(calls)));
    }
    assert.deepEqual(outcomes.filter((outcome) => outcome !== 'done' && outcome !== 'unavailable'), []);
    // A connection that was cut while nobody used it is found out by the next call on it, if not before.
    const last = Array.from({ length: 60 }, () => () => attempt(() => storage.consume(acme, { kind: 'jti', key: key(), keepUntil: now() + 60 })));
    const after: string[] = [];
    for (const call of last) after.push(await call());
    assert.equal(after.at(-1), 'done');
    assert.deepEqual(after.filter((outcome) => outcome !== 'done' && outcome !== 'unavailable'), []);
  });

  test('a line of the log that came during an outage is written after it', async () => {
    for (let tries = 0; tries < 1500; tries++) {
      const { records } = await storage.log.list(acme, { take: 10 });
      if (records.some(({ detail }) => detail === '"kept over the outage"')) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail('the line was lost');
  });

  test('a server that is not there is told from one that refuses', async () => {
    await assert.rejects(openStorage({ kind: 'postgres', url: 'postgres://nobody:x@127.0.0.1:1/none' }, systemClock), StorageUnavailable);
  });
});
