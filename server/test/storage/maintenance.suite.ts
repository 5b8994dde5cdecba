import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { newKey } from '../../src/kernel/opaque-token.ts';
import type { LogPage } from '../../src/protocol/ports/log-reader.ts';
import { systemClock } from '../../src/kernel/time.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { crowd } from './crowd.ts';
import { acme, codeRecord, grantRecord, key, logRecord, now, other, sessionRecord, tokenRecord, transactionRecord, startSession, userRecord } from './records.ts';
import { runSql } from './run-sql.ts';

/** Lines that no answer waits for are written with the next commit, so they are asked for until they are there. */
async function linesOf(storage: Storage, count: number): Promise<LogPage> {
  for (let tries = 0; tries < 1500; tries++) {
    const page = await storage.log.list(acme, { take: 1000 });
    if (page.records.length >= count) return page;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return storage.log.list(acme, { take: 1000 });
}

/** What every database must do with the log and with what expired. */
export function maintenanceSuite(backend: () => Backend): void {
  describe('log and sweep', () => {
    test('the log is read newest first, page by page, and filtered', async () => {
      const storage = await (await backend().newDatabase()).open();
      const begin = Date.now() - 10_000;
      const records = Array.from({ length: 25 }, (_, i) => logRecord({ key: newKey(begin + i), clientId: i % 2 === 0 ? 'even' : undefined, userId: i % 5 === 0 ? 'auth0|5' : 'auth0|1', result: i % 3 === 0 ? 'refused' : 'allowed', reason: i % 3 === 0 ? 'code.used' : undefined }));
      for (const record of records) storage.log.append(acme, record);
      const newestFirst = [...records].reverse();
      assert.deepEqual((await linesOf(storage, 25)).records, newestFirst);
      const first = await storage.log.list(acme, { take: 10 });
      assert.deepEqual(first.records, newestFirst.slice(0, 10));
      const second = await storage.log.list(acme, { take: 10, before: first.next });
      const third = await storage.log.list(acme, { take: 10, before: second.next });
      assert.deepEqual([...second.records, ...third.records], newestFirst.slice(10));
      assert.equal(third.next, undefined);
      const filtered = await storage.log.list(acme, { take: 100, clientId: 'even', userId: 'auth0|5', result: 'refused' });
      assert.deepEqual(filtered.records, newestFirst.filter(({ clientId, userId, result }) => clientId === 'even' && userId === 'auth0|5' && result === 'refused'));
      assert.ok(filtered.records.length > 0);
    });

    test('a rare line is found behind thousands of others', async () => {
      const storage = await (await backend().newDatabase()).open();
      const rare = logRecord({ key: newKey(Date.now() - 60_000), userId: 'auth0|rare' });
      await storage.grants.commit({ tenant: acme, log: rare });
      await Promise.all(Array.from({ length: 4500 }, () => storage.grants.commit({ tenant: acme, log: logRecord() })));
      const page = await storage.log.list(acme, { take: 5, userId: 'auth0|rare' });
      assert.deepEqual(page, { records: [rare], next: undefined });
    });

    test('a closing storage writes the lines that still wait', async () => {
      const database = await backend().newDatabase();
      const storage = await database.open();
      storage.log.append(acme, logRecord());
      await storage.close();
      assert.equal((await (await database.open()).log.list(acme, { take: 10 })).records.length, 1);
    });

    test('the sweep takes what expired, in every tenant, and nothing else', async () => {
      const storage = await (await backend().newDatabase()).open();
      const time = now();
      const [grant, old] = [grantRecord(), grantRecord({ absoluteExpiresAt: time - 32 * 86_400 })];
      const live = { code: codeRecord(grant), token: tokenRecord(grant), transaction: transactionRecord(), session: sessionRecord(), value: key() };
      const dead = { code: codeRecord(grant, { expiresAt: time - 1 }), transaction: transactionRecord({ expiresAt: time - 1 }), session: sessionRecord({ absoluteExpiresAt: time - 1 }), value: key() };
      const deadTokens = Array.from({ length: 2500 }, (_, i) => tokenRecord(grant, { expiresAt: time - 1, key: newKey(Date.now() - i) }));
      const ancient = logRecord({ key: newKey((time - 31 * 86_400) * 1000) });
      for (const { code, transaction, session, value } of [live, dead]) {
        await storage.grants.commit({ tenant: acme, code });
        await storage.transactions.open(acme, transaction);
        await startSession(storage, session);
        await storage.consume(acme, { kind: 'jti', key: value, keepUntil: value === live.value ? time + 60 : time - 1 });
      }
      await storage.grants.commit({ tenant: acme, grant, tokens: [live.token, ...deadTokens.slice(0, 1500)], log: ancient });
      await storage.grants.commit({ tenant: other, grant: old, tokens: deadTokens.slice(1500) });
      await storage.throttles.change(acme, [{ kind: 'hit', key: 'dead', window: 60 }], time - 100);
      await storage.throttles.change(acme, [{ kind: 'hit', key: 'live', window: 60 }], time);

      assert.equal(await storage.sweepExpired(time), 2500 + 7);
      assert.equal(await storage.sweepExpired(time), 0);
      assert.notEqual(await storage.grants.findCode(acme, live.code.key), undefined);
      assert.equal(await storage.grants.findCode(acme, dead.code.key), undefined);
      assert.notEqual(await storage.grants.findToken(acme, live.token.key), undefined);
      assert.equal(await storage.grants.findToken(acme, deadTokens[7]?.key ?? key()), undefined);
      assert.equal(await storage.grants.findToken(other, deadTokens[2400]?.key ?? key()), undefined);
      assert.notEqual(await storage.transactions.load(acme, live.transaction.key), undefined);
      assert.notEqual(await storage.sessions.load(acme, live.session.key), undefined);
      assert.notEqual(await storage.grants.findSpent(acme, 'jti', live.value), undefined);
      assert.equal(await storage.grants.findSpent(acme, 'jti', dead.value), undefined);
      assert.equal(await storage.grants.findGrant(other, old.key), undefined);
      assert.equal((await storage.throttles.peek(acme, 'live', time)).count, 1);
    });

    test('the log is kept as long as it was said, of every tenant, whatever stands before and behind', async () => {
      const storage = await openStorage({ ...(await backend().newDatabase()).options, logRetention: 7 * 86_400 }, systemClock);
      const time = now();
      const at = (days: number, count: number) => Array.from({ length: count }, (_, i) => logRecord({ key: newKey((time - days * 86_400) * 1000 + i) }));
      const kept = at(6, 1200);
      await Promise.all([...at(8, 1500), ...kept].map((log) => storage.grants.commit({ tenant: acme, log })));
      await Promise.all([...at(8, 10), ...kept.slice(0, 5)].map((log) => storage.grants.commit({ tenant: other, log })));
      assert.equal(await storage.sweepExpired(time), 1510);
      assert.equal(await storage.sweepExpired(time), 0);
      assert.deepEqual(await storage.log.listAfter(acme, { after: '', before: 'g', take: 1000 }), kept.slice(0, 1000));
      assert.deepEqual(await storage.log.listAfter(other, { after: '', before: 'g', take: 1000 }), kept.slice(0, 5));
      await storage.close();
    });

    test('lines of a type are counted, beyond the end of a step, and so are those who signed in', async () => {
      const database = await backend().newDatabase();
      const storage = await database.open();
      await runSql(database.options, crowd(acme, { count: 10_060, lastLogin: 'i % 10059 + 100' }));
      await storage.users.insert(acme, userRecord());
      assert.deepEqual(await Promise.all([100, 101, 10_100, 99_999].map((since) => storage.users.countSignedIn(acme, since))), [10_060, 10_059, 59, 0]);
      assert.equal(await storage.users.countSignedIn(other, 0), 0);
      const begin = (now() - 86_400) * 1000;
      const lines = Array.from({ length: 10_050 }, (_, i) => logRecord({ key: newKey(begin + Math.floor(i / 2)), type: i % 201 === 0 ? 'ss' : 's' }));
      for (let i = 0; i < lines.length; i += 500) await Promise.all(lines.slice(i, i + 500).map((log) => storage.grants.commit({ tenant: acme, log })));
      const type = (wanted: string, from?: number, until?: number) => storage.log.count(acme, wanted, { from, until });
      await assert.rejects(type('sertft'), /stand in no index by type/);
      assert.deepEqual([await type('s'), await type('ss'), await type('fp'), await type('s', begin + 5000), await type('s', begin, begin + 1), await storage.log.count(other, 's', { from: undefined, until: undefined })], [10_000, 50, 0, 50, 1, 0]);
    });

    test('health says that all is well', async () => {
      const storage = await (await backend().newDatabase()).open();
      assert.deepEqual(await storage.health(), { ok: true });
    });
  });
}
