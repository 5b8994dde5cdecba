import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { LogRecord } from '../../src/kernel/log-record.ts';
import { newKey } from '../../src/kernel/opaque-token.ts';
import type { LogFilter, LogTest } from '../../src/protocol/ports/log-filter.ts';
import type { LogSearch } from '../../src/protocol/ports/log-reader.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, logRecord, other } from './records.ts';

const start = Date.parse('2026-03-01T00:00:00Z');
const day = 86_400_000;
const is = (field: Extract<LogTest, { readonly kind: 'text' }>['field'], text: string, match: 'equals' | 'prefix' = 'equals'): LogFilter => ({ kind: 'text', field, match, text });
const all = (...parts: readonly LogFilter[]): LogFilter => ({ kind: 'group', operator: 'and', parts });
const any = (...parts: readonly LogFilter[]): LogFilter => ({ kind: 'group', operator: 'or', parts });
const not = (part: LogFilter): LogFilter => ({ kind: 'not', part });
const between = (from: number | undefined, until: number | undefined): LogFilter => ({ kind: 'time', times: { from, until } });

/** Of a machine, refused, a refresh, or somebody who signed in. */
function typeAt(i: number): string {
  if (i % 4 === 0) return 'seccft';
  if (i % 5 === 0) return 'fp';
  return i % 3 === 0 ? 'sertft' : 's';
}

/** Forty lines, one a day: every fourth of a machine, every fifth refused, of the others every third a refresh. */
const lines: readonly LogRecord[] = Array.from({ length: 40 }, (_, i) => logRecord({
  key: newKey(start + i * day), type: typeAt(i), event: ['seccft', 'sertft'].includes(typeAt(i)) ? 'token.exchange' : 'login.password', result: i % 5 === 0 ? 'refused' : 'allowed', reason: i % 5 === 0 ? 'login.bad_credentials' : undefined,
  clientId: i % 4 === 0 ? 'machine' : i % 2 === 0 ? 'web' : 'spa', userId: i % 4 === 0 ? undefined : `auth0|${i % 3}`, connection: i % 4 === 0 ? undefined : i % 2 === 0 ? 'people' : 'Staff', address: `192.0.2.${i % 7}`,
  detail: JSON.stringify({ id: `request-${i}`, userAgent: i % 2 === 0 ? 'Firefox/1' : `it's "100%_\\" ${i}`, facts: { scope: `read:things${i}` } }),
}));

const cases: readonly (readonly [title: string, filter: LogFilter, fits: (line: LogRecord) => boolean])[] = [
  ['nothing at all', all(), () => true],
  ['a person', is('user_id', 'auth0|1'), ({ userId }) => userId === 'auth0|1'],
  ['a machine', is('client_id', 'machine'), ({ clientId }) => clientId === 'machine'],
  ['an application of people', is('client_id', 'web'), ({ clientId }) => clientId === 'web'],
  ['tokens for machines', is('type', 'seccft'), ({ type }) => type === 'seccft'],
  ['refreshes', is('type', 'sertft'), ({ type }) => type === 'sertft'],
  ['refreshes of a person', all(is('user_id', 'auth0|0'), is('type', 'sertft')), ({ type, userId }) => type === 'sertft' && userId === 'auth0|0'],
  ['what an application was refused', all(is('client_id', 'spa'), is('result', 'refused')), ({ clientId, result }) => clientId === 'spa' && result === 'refused'],
  ['either of two types, one without an index', any(is('type', 'fp'), is('type', 'sertft')), ({ type }) => type === 'fp' || type === 'sertft'],
  ['a type', is('type', 'fp'), ({ type }) => type === 'fp'],
  ['an address, whoever was there', is('address', '192.0.2.4'), ({ address }) => address === '192.0.2.4'],
  ['a type at an address', all(is('address', '192.0.2.4'), is('type', 's')), ({ address, type }) => address === '192.0.2.4' && type === 's'],
  ['a reason', is('reason', 'login.bad_credentials'), ({ reason }) => reason !== undefined],
  ['a connection', is('connection', 'Staff'), ({ connection }) => connection === 'Staff'],
  ['either of two types', any(is('type', 'fp'), is('type', 's')), ({ type }) => type === 'fp' || type === 's'],
  ['either, at an address', all(is('result', 'allowed'), any(is('user_id', 'auth0|1'), is('address', '192.0.2.0'))), ({ result, userId, address }) => result === 'allowed' && (userId === 'auth0|1' || address === '192.0.2.0')],
  ['a beginning', is('client_id', 'ma', 'prefix'), ({ clientId }) => clientId === 'machine'],
  ['what is not there', not(is('user_id', 'auth0|1')), ({ userId }) => userId !== 'auth0|1'],
  ['a member of the record, in any case', is({ path: ['userAgent'] }, 'FIREFOX/1'), ({ detail }) => detail.includes('Firefox')],
  ['a member with every sign that means something to a database', is({ path: ['userAgent'] }, 'it\'s "100%_\\" 7'), ({ detail }) => detail.includes('request-7"')],
  ['a member of a member', is({ path: ['facts', 'scope'] }, 'read:things3', 'prefix'), ({ detail }) => detail.includes('read:things3')],
  ['a person at all', { kind: 'exists', field: 'user_id' }, ({ userId }) => userId !== undefined],
  ['a member that nobody has', { kind: 'exists', field: { path: ['facts', 'none'] } }, () => false],
  ['a stretch of time', between(start + 3 * day, start + 6 * day), ({ key }) => lines.findIndex((line) => line.key === key) >= 3 && lines.findIndex((line) => line.key === key) < 6],
  ['a person in a stretch of time', all(is('user_id', 'auth0|2'), between(start + 10 * day, undefined), between(undefined, start + 30 * day)), ({ key, userId }) => userId === 'auth0|2' && lines.findIndex((line) => line.key === key) >= 10 && lines.findIndex((line) => line.key === key) < 30],
  ['what lies outside of a stretch', not(between(start + day, undefined)), ({ key }) => key === lines[0]?.key],
  ['one line by its id', is('key', lines[12]?.key ?? ''), ({ key }) => key === lines[12]?.key],
  ['none of no alternatives', any(), () => false],
];

/** What every database must find in the log. */
export function logSearchSuite(backend: () => Backend): void {
  describe('searching the log', () => {
    const seeded = async (): Promise<Storage> => {
      const storage = await (await backend().newDatabase()).open();
      await Promise.all([...lines.map((log) => storage.grants.commit({ tenant: acme, log })), storage.grants.commit({ tenant: other, log: logRecord({ type: 's', userId: 'auth0|1', clientId: 'machine' }) })]);
      return storage;
    };
    const whole: Omit<LogSearch, 'filter'> = { descending: true, offset: 0, take: 100, counted: 0 };

    test('each kind of search finds its lines in both directions, and those of no other tenant', async () => {
      const storage = await seeded();
      for (const [title, filter, fits] of cases) {
        const expected = lines.filter(fits);
        assert.deepEqual((await storage.log.search(acme, { ...whole, filter, descending: false })).records, expected, title);
        assert.deepEqual((await storage.log.search(acme, { ...whole, filter })).records, [...expected].reverse(), title);
        assert.deepEqual((await storage.log.search(acme, { ...whole, filter, offset: 2, take: 3 })).records, [...expected].reverse().slice(2, 5), title);
      }
    });

    test('it counts as far as it is told, whatever the page', async () => {
      const storage = await seeded();
      const filter = is('type', 's');
      const count = lines.filter(({ type }) => type === 's').length;
      assert.deepEqual((await storage.log.search(acme, { filter, descending: true, offset: 0, take: 2, counted: 1000 })).found, count);
      assert.deepEqual((await storage.log.search(acme, { filter, descending: true, offset: 0, take: 2, counted: 5 })).found, 5);
    });

    test('a rare line is found behind thousands of others, with an index and without', async () => {
      const storage = await (await backend().newDatabase()).open();
      const rare = logRecord({ key: newKey(Date.now() - 60_000), type: 'seccft', clientId: 'rare', userId: undefined, detail: '{"userAgent":"rare"}' });
      await storage.grants.commit({ tenant: acme, log: rare });
      await Promise.all(Array.from({ length: 4500 }, () => storage.grants.commit({ tenant: acme, log: logRecord({ type: 'seccft', clientId: 'busy' }) })));
      for (const filter of [is('client_id', 'rare'), is({ path: ['userAgent'] }, 'rare')]) assert.deepEqual(await storage.log.search(acme, { ...whole, filter }), { records: [rare], found: 1, reached: undefined });
    });
  });
}
