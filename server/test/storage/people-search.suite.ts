import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { UserFilter, UserOrder } from '../../src/identity/ports/user-filter.ts';
import type { UserSearch } from '../../src/identity/ports/user-search.ts';
import { systemClock } from '../../src/kernel/time.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage, StorageOptions } from '../../src/storage/storage.ts';
import { MovableClock } from '../flows/clock.ts';
import type { Backend } from './backend.ts';
import { crowd } from './crowd.ts';
import { acme, other, userRecord } from './records.ts';
import { runSql } from './run-sql.ts';

type TextTest = Extract<UserFilter, { readonly kind: 'text' }>;
const text = (field: TextTest['field'], wanted: string, match: TextTest['match'] = 'equals'): UserFilter => ({ kind: 'text', field, match, text: wanted });
const profile = (name: string): TextTest['field'] => ({ record: 'profile', path: [name] });
const group = (operator: 'and' | 'or', ...parts: readonly UserFilter[]): UserFilter => ({ kind: 'group', operator, parts });
const created = (from: number, to: number): UserFilter => ({ kind: 'time', field: 'created_at', range: { from: { value: from, inclusive: true }, to: { value: to, inclusive: false } } });

interface Person { readonly i: number; readonly id: string; readonly lastLogin: number | undefined }
const count = 3000;
const everybody: readonly Person[] = Array.from({ length: count }, (_, n) => ({ i: n + 1, id: `crowd|${n + 1}`, lastLogin: (n + 1) % 3 === 0 ? count - n : undefined }));

/** Beside a filter, whom it lets through: with few by an index, and with so many that everybody is walked past. */
const cases: readonly (readonly [title: string, filter: UserFilter, fits: (person: Person) => boolean])[] = [
  ['one address', text('email', 'crowd7@example.com'), ({ i }) => i === 7],
  ['one id', text('id', 'crowd|7'), ({ i }) => i === 7],
  ['one name, in any case', text(profile('name'), 'person 12 OF many'), ({ i }) => i === 12],
  ['the beginning of a few names', text(profile('name'), 'PERSON 12', 'prefix'), ({ i }) => String(i).startsWith('12')],
  ['the beginning of many names', text(profile('name'), 'person ', 'prefix'), () => true],
  ['a nickname', text(profile('nickname'), 'P3'), ({ i }) => i % 7 === 3],
  ['the beginning of addresses', text('email', 'crowd29', 'prefix'), ({ i }) => String(i).startsWith('29')],
  ['the beginning of ids', text('id', 'crowd|299', 'prefix'), ({ i }) => String(i).startsWith('299')],
  ['any of several indexes', group('or', text('email', 'crowd5@example.com'), text(profile('name'), 'person 100', 'prefix'), text('username', 'nobody')), ({ i }) => i === 5 || String(i).startsWith('100')],
  ['an index and something else', group('and', text(profile('nickname'), 'p3'), { kind: 'number', field: { record: 'user_metadata', path: ['n'] }, range: { from: undefined, to: { value: 100, inclusive: true } } }), ({ i }) => i % 7 === 3 && i <= 100],
  ['a few days', created(100, 120), ({ i }) => i >= 100 && i < 120],
  ['many days and a nickname', group('and', created(500, 2900), group('or', text(profile('nickname'), 'p1'), text(profile('nickname'), 'p2'), text(profile('nickname'), 'p3'))), ({ i }) => i >= 500 && i < 2900 && i % 7 >= 1 && i % 7 <= 3],
  ['a connection that nearly all have', text('connection', 'People'), () => true],
  ['a connection that nobody has', text('connection', 'nowhere'), () => false],
  ['a member of metadata', text({ record: 'user_metadata', path: ['n'] }, '2999'), ({ i }) => i === 2999],
  ['many numbers in metadata', { kind: 'number', field: { record: 'user_metadata', path: ['n'] }, range: { from: { value: 1000, inclusive: false }, to: undefined } }, ({ i }) => i > 1000],
  ['a given name', text(profile('given_name'), 'G2999'), ({ i }) => i === 2999],
  ['the beginning of given names', text(profile('given_name'), 'g29', 'prefix'), ({ i }) => String(i).startsWith('29')],
  ['who has a date of birth', { kind: 'exists', field: profile('birthdate') }, ({ i }) => i % 500 === 0],
  ['a date of birth', text(profile('birthdate'), '2000-01-01'), ({ i }) => i === 2000],
  ['a domain that everybody has', text('email_domain', 'EXAMPLE.com'), () => true],
  ['a domain that nobody has', text('email_domain', 'example.co'), () => false],
  ['the beginning of a domain', text('email_domain', 'exam', 'prefix'), () => true],
  ['who is blocked', { kind: 'flag', field: 'blocked', value: true }, ({ i }) => i % 1000 === 5],
  ['who is not blocked', { kind: 'flag', field: 'blocked', value: false }, ({ i }) => i % 1000 !== 5],
  ['who never signed in', { kind: 'count', field: 'logins_count', range: { from: undefined, to: { value: 0, inclusive: true } } }, () => true],
  ['who signed in often', { kind: 'count', field: 'logins_count', range: { from: { value: 5, inclusive: false }, to: undefined } }, () => false],
  ['who has not proved the address', { kind: 'flag', field: 'email_verified', value: false }, () => false],
  ['what no index knows', text(profile('website'), 'W2999'), ({ i }) => i === 2999],
  ['what no index knows, of many', { kind: 'flag', field: 'email_verified', value: true }, () => true],
  ['not this one', { kind: 'not', part: text('email', 'crowd7@example.com') }, ({ i }) => i !== 7],
];

/** Who stands where in an order. In a column that some have nothing in, those stand where the database puts them. */
function sorted(people: readonly Person[], { by, descending }: UserOrder, nullsFirst: boolean): readonly string[] {
  const rank = ({ i, lastLogin }: Person) => (by === 'last_login' ? lastLogin : i);
  const byBytes = (a: string, b: string) => (a < b ? -1 : 1);
  const ids = (some: readonly Person[]) => some.map(({ id }) => id);
  const text = (some: readonly Person[]) => [...some].sort((a, b) => (descending ? byBytes(b.id, a.id) : byBytes(a.id, b.id)));
  if (by === 'id' || by === 'email') return ids(text(people));
  const valued = people.filter((one) => rank(one) !== undefined).sort((a, b) => ((rank(a) ?? 0) - (rank(b) ?? 0)) * (descending ? -1 : 1));
  const without = text(people.filter((one) => rank(one) === undefined));
  return ids(nullsFirst ? [...without, ...valued] : [...valued, ...without]);
}

/** What every database must find among many people, by its indexes and without. */
export function peopleSearchSuite(backend: () => Backend): void {
  describe('searching people', () => {
    let storage: Storage;
    let options: StorageOptions;
    before(async () => {
      const database = await backend().newDatabase();
      options = database.options;
      storage = await database.open();
      await runSql(database.options, crowd(acme, { count, lastLogin: `case when i % 3 = 0 then ${count + 1} - i end`, profile: "'{\"name\":\"Person ' || i || ' of many\",\"nickname\":\"p' || (i % 7) || '\",\"given_name\":\"g' || i || '\",\"website\":\"w' || i || '\"' || case when i % 500 = 0 then ',\"birthdate\":\"' || i || '-01-01\"' else '' end || '}'", metadata: "'{\"n\":' || i || '}'", blocked: 'case when i % 1000 = 5 then 1 else 0 end' }));
      await storage.users.insert(other, userRecord({ id: 'crowd|7', email: 'crowd7@example.com', canonicalEmail: 'crowd7@example.com', profile: { name: 'Person 12 of many', nickname: 'p3' } }));
    });
    const search = async (over: Partial<UserSearch>) => {
      const answer = await storage.users.search(acme, { filter: undefined, order: { by: 'id', descending: false }, offset: 0, limit: 100, counted: 0, ...over });
      assert.ok(answer !== 'too_wide');
      return { ids: answer.users.map(({ id }) => id), found: answer.found };
    };

    for (const [title, filter, fits] of cases) {
      test(`${title}: whole, in pages and counted, in every order and both directions`, async () => {
        for (const by of ['id', 'created_at', 'updated_at', 'last_login'] as const) {
          for (const descending of [false, true]) {
            const order: UserOrder = { by, descending };
            const expected = sorted(everybody.filter(fits), order, (storage.dialect === 'sqlite') !== descending);
            const message = `${by} ${descending ? 'descending' : 'ascending'}`;
            assert.deepEqual((await search({ filter, order, limit: count })).ids, expected, message);
            assert.equal((await search({ filter, order, limit: 1, counted: 1000 })).found, Math.min(expected.length, 1000), message);
            assert.deepEqual(await search({ filter, order, offset: 990, limit: 10, counted: 2500 }), { ids: expected.slice(990, 1000), found: Math.min(expected.length, 2500) }, message);
          }
        }
      });
    }

    test('everybody is counted as far as it is told, beyond a page too', async () => {
      assert.deepEqual(await search({ limit: 2, counted: 2900 }), { ids: ['crowd|1', 'crowd|10'], found: 2900 });
      assert.deepEqual((await search({ limit: 1, counted: 100_000 })).found, count);
    });

    test('ten thousand people or more are counted anew every ten seconds, fewer each time', async () => {
      const database = await backend().newDatabase();
      const clock = new MovableClock();
      const counting = await database.open(clock);
      const counted = async () => {
        const answer = await counting.users.search(acme, { filter: undefined, order: { by: 'id', descending: false }, offset: 0, limit: 1, counted: 100_000 });
        return answer === 'too_wide' ? answer : answer.found;
      };
      assert.equal(await counted(), 0);
      await runSql(database.options, crowd(acme, { count: 10_000 }));
      assert.equal(await counted(), 10_000);
      await counting.users.insert(acme, userRecord());
      assert.equal(await counted(), 10_000);
      clock.advance(10);
      assert.equal(await counted(), 10_001);
    });

    test('a search that would look at too many gives up and says so, unless its page is full by then; by an index it comes to its end all the same', async () => {
      const patient = await openStorage({ ...options, mostSearched: 1000 }, systemClock);
      const page = { order: { by: 'created_at', descending: false }, offset: 0, limit: 5, counted: 1000 } as const;
      const ask = (filter: UserFilter) => patient.users.search(acme, { ...page, filter });
      assert.equal(await ask(text(profile('website'), 'w2999')), 'too_wide');
      const first: UserFilter = { kind: 'not', part: { kind: 'not', part: created(0, 11) } };
      for (const filter of [first, text(profile('name'), 'person 2999', 'prefix')] as const) {
        const answer = await ask(filter);
        assert.ok(answer !== 'too_wide' && answer.users.length === (filter.kind === 'text' ? 1 : 5) && answer.found === (filter.kind === 'text' ? 1 : 10));
      }
      await patient.close();
    });

    test('many searches at once that no index helps come each to its end', async () => {
      const filter = text(profile('website'), 'w2999');
      const found = await Promise.all(Array.from({ length: 8 }, () => search({ filter })));
      assert.deepEqual(found.map(({ ids }) => ids), found.map(() => ['crowd|2999']));
    });
  });
}
