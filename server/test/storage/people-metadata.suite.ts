import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import type { UserFilter, UserMember, UserOrder } from '../../src/identity/ports/user-filter.ts';
import type { UserSearch } from '../../src/identity/ports/user-search.ts';
import type { User } from '../../src/identity/ports/user-store.ts';
import { systemClock } from '../../src/kernel/time.ts';
import type { TenantId } from '../../src/kernel/tenant.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage, StorageOptions } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { contentsOf } from './contents.ts';
import { acme, userRecord } from './records.ts';
import { runSql } from './run-sql.ts';

type Metadata = Pick<User, 'userMetadata' | 'appMetadata'>;

/** Names that a search can say, and others that stand beside them in a document. */
const said = ['a', 'first_name', 'n-x', 'größe', '0'] as const;
const unsaid = ['a.b', 'x y', 'b"q', 'b\\c', 'k[0]', '', 'tab\t', 'very'.repeat(40)] as const;
const words = ['', 'Red', 'red', 'RED ', 'reddish', 'ÄÖ', 'true', '7', '7.5', '1e+21', '%', '🦊', `${'x'.repeat(98)}AB`, `${'x'.repeat(98)}ABC`, `${'x'.repeat(98)}ABD`];
const numbers = [0, -0, 7, 7.5, -3, 1e21, 1e-7, 0.1 + 0.2, 2 ** 53, Number.MAX_VALUE, 5e-324];

const scalar = fc.oneof(fc.constantFrom(...words), fc.constantFrom(...numbers), fc.boolean(), fc.constant(null));
const { member } = fc.letrec<{ member: unknown }>((tie) => ({
  member: fc.oneof({ maxDepth: 3, depthSize: 'small' }, { weight: 4, arbitrary: scalar }, { weight: 2, arbitrary: fc.array(fc.oneof(scalar, tie('member')), { maxLength: 3 }) }, { weight: 2, arbitrary: fc.dictionary(fc.constantFrom(...said, ...unsaid), tie('member'), { maxKeys: 3 }) }),
}));
const record = fc.oneof({ weight: 8, arbitrary: fc.dictionary(fc.constantFrom(...said, ...unsaid), member, { maxKeys: 4 }) }, { weight: 1, arbitrary: fc.constant({ a: Array.from({ length: 120 }, (_, i) => `entry ${i}`), first_name: 'Red' }) });
const document: fc.Arbitrary<Metadata> = fc.record({ userMetadata: record, appMetadata: record });

const field: fc.Arbitrary<UserMember> = fc.record({ record: fc.constantFrom('user_metadata', 'app_metadata'), path: fc.oneof({ weight: 3, arbitrary: fc.tuple(fc.constantFrom(...said)) }, fc.array(fc.constantFrom(...said), { minLength: 2, maxLength: 3 })) });
const border = fc.option(fc.record({ value: fc.constantFrom(...numbers), inclusive: fc.boolean() }), { nil: undefined });
const demand: fc.Arbitrary<UserFilter> = fc.oneof(
  fc.record({ kind: fc.constant('text' as const), field, match: fc.constant('equals' as const), text: fc.constantFrom(...words, 'false', '0.3', 'entry 7', '\0', 'red\0') }),
  fc.record({ kind: fc.constant('text' as const), field, match: fc.constant('prefix' as const), text: fc.constantFrom('r', 'R', 'red', '\0', '7', 't', 'x'.repeat(99), `${'x'.repeat(98)}abC`) }),
  fc.record({ kind: fc.constant('exists' as const), field }),
  fc.record({ kind: fc.constant('number' as const), field, range: fc.record({ from: border, to: border }) }),
);

/** The same people, on the way that no index helps. */
const walked = (filter: UserFilter): UserFilter => ({ kind: 'not', part: { kind: 'not', part: filter } });
const text = (path: string, wanted: string, match: 'equals' | 'prefix' = 'equals'): UserFilter => ({ kind: 'text', field: { record: 'user_metadata', path: path.split('.') }, match, text: wanted });
const undo: Readonly<Record<StorageOptions['kind'], string>> = {
  sqlite: 'drop trigger metadata_of_new; drop trigger metadata_of_changed; drop trigger metadata_of_removed; drop view changes_of_metadata; drop table users_by_metadata;',
  postgres: 'drop trigger metadata_of_new on users; drop trigger metadata_of_changed on users; drop trigger metadata_of_removed on users; drop function add_metadata_of_new, replace_metadata, found_in_metadata; drop table users_by_metadata;',
};

const filling = ['0027_people_by_metadata', '0028_quicker_metadata'];

/** What every database must find by metadata: the index and the way along everybody say the same. */
export function peopleMetadataSuite(backend: () => Backend): void {
  describe('searching people by metadata', () => {
    let options: StorageOptions;
    let storage: Storage;
    /** Never takes a step along everybody: what it answers it knows by its indexes. */
    let hurried: Storage;
    let people = 0;
    before(async () => {
      const database = await backend().newDatabase();
      options = database.options;
      storage = await database.open();
      hurried = await openStorage({ ...options, mostSearched: 0 }, systemClock);
    });
    after(() => hurried.close());

    const person = (metadata: Metadata): User => userRecord({ id: `auth0|${++people}`, email: undefined, canonicalEmail: undefined, username: undefined, createdAt: people % 7, ...metadata });
    const search = async (tenant: TenantId, over: Partial<UserSearch>, at = storage) => {
      const answer = await at.users.search(tenant, { filter: undefined, order: { by: 'id', descending: false }, offset: 0, limit: 100, counted: 0, ...over });
      return answer === 'too_wide' ? answer : { ids: answer.users.map(({ id }) => id), found: answer.found };
    };
    const agree = async (tenant: TenantId, filter: UserFilter) => {
      for (const order of [{ by: 'id', descending: false }, { by: 'created_at', descending: true }] as const) {
        assert.deepEqual(await search(tenant, { filter, order, counted: 1000 }), await search(tenant, { filter: walked(filter), order, counted: 1000 }), JSON.stringify([filter, order]));
      }
    };

    test('whatever stands in the metadata and whatever is asked, the index finds whom the way along everybody finds, before changes and after them', async () => {
      let runs = 0;
      await fc.assert(fc.asyncProperty(fc.array(document, { minLength: 20, maxLength: 40 }), fc.array(demand, { minLength: 60, maxLength: 60 }), async (documents, demands) => {
        const tenant = `random-${++runs}` as TenantId;
        const users = documents.map(person);
        await Promise.all(users.map((user) => storage.users.insert(tenant, user)));
        await Promise.all(demands.map((filter) => agree(tenant, filter)));
        await Promise.all(users.map((seen, i) => (i % 3 === 0 ? storage.users.remove(tenant, seen.id) : storage.users.replace(tenant, { ...seen, ...documents[(i + 1) % documents.length] }, { seen }))));
        await Promise.all(demands.map((filter) => agree(tenant, filter)));
        await Promise.all(users.map(({ id }) => storage.users.remove(tenant, id)));
      }), { numRuns: 6, endOnFailure: true });
      assert.deepEqual((await contentsOf(options, []))['users_by_metadata'], [], 'who is gone leaves nothing');
    });

    test('few are found without a step along everybody: by value in any case, by beginning, by number, by presence, in lists and below other members', async () => {
      const tenant = 'few' as TenantId;
      const ann = person({ userMetadata: { colour: 'Red', tags: ['a', 'b'], size: 3, home: { city: 'Bonn', postal_code: '53111' }, open: true, none: null, empty: [] }, appMetadata: {} });
      const bob = person({ userMetadata: {}, appMetadata: { colour: 'red', size: '3' } });
      for (const user of [ann, bob]) await storage.users.insert(tenant, user);
      const finds = async (filter: UserFilter, ...users: readonly User[]) => assert.deepEqual(await search(tenant, { filter, counted: 10 }, hurried), { ids: users.map(({ id }) => id), found: users.length }, JSON.stringify(filter));
      const there = (path: string): UserFilter => ({ kind: 'exists', field: { record: 'user_metadata', path: path.split('.') } });
      for (const filter of [text('colour', 'rED'), text('colour', 'RE', 'prefix'), text('tags', 'B'), text('size', '3'), text('home.city', 'bonn'), text('home.postal_code', '531', 'prefix'), text('open', 'TRUE'), there('home'), there('home.city'), there('tags'), there('empty')]) await finds(filter, ann);
      for (const filter of [text('colour', 'blue'), text('tags', 'a,b'), text('home', 'bonn'), text('none', 'null'), there('none'), there('home.street')]) await finds(filter);
      const sized = (from: number, inclusive: boolean): UserFilter => ({ kind: 'number', field: { record: 'user_metadata', path: ['size'] }, range: { from: { value: from, inclusive }, to: undefined } });
      await finds(sized(3, true), ann);
      await finds(sized(3, false));
      await finds({ kind: 'group', operator: 'or', parts: [text('colour', 'red'), { kind: 'text', field: { record: 'app_metadata', path: ['colour'] }, match: 'equals', text: 'Red' }] }, ann, bob);
      assert.equal(await search(tenant, { filter: walked(text('colour', 'red')) }, hurried), 'too_wide');
    });

    test('who has more than an index keeps of one person is found all the same, and so is everybody else', async () => {
      const tenant = 'much' as TenantId;
      const much = person({ userMetadata: { tags: Array.from({ length: 5000 }, (_, i) => `tag ${i}`), deep: { er: 'x'.repeat(500) } }, appMetadata: {} });
      const little = person({ userMetadata: { tags: ['tag 7'] }, appMetadata: {} });
      for (const user of [much, little]) await storage.users.insert(tenant, user);
      assert.deepEqual(await search(tenant, { filter: text('tags', 'Tag 7'), counted: 10 }, hurried), { ids: [much.id, little.id], found: 2 });
      assert.deepEqual(await search(tenant, { filter: text('tags', 'tag 4999'), counted: 10 }, hurried), { ids: [much.id], found: 1 });
      assert.deepEqual((await contentsOf(options, []))['users_by_metadata']?.filter((row) => row.includes(much.id)).length, 1, 'one row says so');
    });

    test('a value that many have is paged through in every order, forwards and backwards, with something else beside it too', async () => {
      const tenant = 'many' as TenantId;
      const fresh = `with recursive n(i) as (select 1 union all select i + 1 from n where i < 2600)
        insert into users (tenant_id, id, connection, email_verified, blocked, profile, user_metadata, app_metadata, created_at, updated_at, logins_count)
        select '${tenant}', 'p' || i, 'people', i % 2, 0, '{}', case i % 2 when 0 then '{"colour":"Red","list":["x","xy"]}' else '{"colour":"reddish","n":' || i || '}' end, '{}', i / 10, i % 100, 0 from n`;
      await runSql(options, fresh);
      const orders: readonly UserOrder[] = (['created_at', 'updated_at', 'id'] as const).flatMap((by) => [{ by, descending: false }, { by, descending: true }]);
      const made: UserFilter = { kind: 'time', field: 'created_at', range: { from: { value: 20, inclusive: true }, to: { value: 250, inclusive: false } } };
      const both = (...parts: readonly UserFilter[]): UserFilter => ({ kind: 'group', operator: 'and', parts });
      const filters = [text('colour', 'red'), text('colour', 'red', 'prefix'), text('list', 'x', 'prefix'), both(text('colour', 'red'), made), both(text('list', 'xy'), { kind: 'flag', field: 'email_verified', value: false }), both(text('list', 'x'), text('n', '7')),
        { kind: 'exists', field: { record: 'user_metadata', path: ['list'] } }, { kind: 'number', field: { record: 'user_metadata', path: ['n'] }, range: { from: undefined, to: { value: 2500, inclusive: true } } }] satisfies readonly UserFilter[];
      /** Everybody, on the way along everybody: what is a page of it is known without walking again. */
      const wholeOf = async (filter: UserFilter, order: UserOrder) => {
        const whole = await search(tenant, { filter: walked(filter), order, limit: 3000, counted: 3000 });
        return whole === 'too_wide' ? assert.fail('too wide') : whole;
      };
      const isPageOf = async ({ ids, found }: { readonly ids: readonly string[]; readonly found: number }, page: Partial<UserSearch> & { readonly offset: number; readonly limit: number; readonly counted: number }) => {
        assert.deepEqual(await search(tenant, page), { ids: ids.slice(page.offset, page.offset + page.limit), found: Math.min(found, Math.max(page.counted, page.offset + page.limit)) }, JSON.stringify(page));
      };
      for (const filter of filters) {
        for (const order of orders) {
          const whole = await wholeOf(filter, order);
          for (const page of [{ offset: 0, limit: 3, counted: 1000 }, { offset: 950, limit: 50, counted: 1000 }, { offset: 1290, limit: 20, counted: 1200 }]) await isPageOf(whole, { filter, order, ...page });
        }
      }
      await storage.users.insert(tenant, person({ userMetadata: { colour: 'red', list: Array.from({ length: 120 }, (_, i) => `x${i}`) }, appMetadata: {} }));
      for (const order of orders) await isPageOf(await wholeOf(text('colour', 'red'), order), { filter: text('colour', 'red'), order, offset: 400, limit: 1000, counted: 1000 });
    });

    test('more than twenty demands of which any is enough are counted by looking', async () => {
      const parts = Array.from({ length: 21 }, (_, i) => text('colour', `shade ${i}`));
      await storage.users.insert(acme, person({ userMetadata: { colour: 'Shade 20' }, appMetadata: {} }));
      assert.equal((await search(acme, { filter: { kind: 'group', operator: 'or', parts }, limit: 1, counted: 1000 }) as { found: number }).found, 1);
    });

    test('an account that is linked or made a person again takes its metadata along', async () => {
      const tenant = 'linked' as TenantId;
      const [one, two] = [person({ userMetadata: { colour: 'green' }, appMetadata: {} }), person({ userMetadata: { colour: 'mauve' }, appMetadata: {} })];
      for (const user of [one, two]) await storage.users.insert(tenant, user);
      assert.equal(await storage.linkedUsers.link(tenant, { primary: one.id, secondary: two.id }, { at: 5 }), 'linked');
      assert.deepEqual(await search(tenant, { filter: text('colour', 'mauve') }, hurried), { ids: [], found: 0 });
      assert.equal(await storage.linkedUsers.unlink(tenant, { primary: one.id, secondary: two.id }, { at: 6 }), 'unlinked');
      assert.deepEqual(await search(tenant, { filter: text('colour', 'mauve') }, hurried), { ids: [two.id], found: 0 });
    });

    test('a database of before gets the index with the people whom it has', async () => {
      const database = await backend().newDatabase();
      const first = await database.open();
      for (const metadata of fc.sample(document, { numRuns: 50, seed: 5 })) await first.users.insert(acme, person(metadata));
      await first.close();
      const kept = (await contentsOf(database.options, []))['users_by_metadata'];
      assert.ok(kept !== undefined && kept.length > 50);
      await runSql(database.options, `${undo[database.options.kind]} delete from migrations where name in ('${filling.join("', '")}')`);
      assert.deepEqual((await database.open()).applied.names, filling);
      assert.deepEqual((await contentsOf(database.options, []))['users_by_metadata'], kept);
    });
  });
}
