import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import fc from 'fast-check';
import { passwordConnection as connection } from '../../src/identity/connections/password-connection.ts';
import type { User } from '../../src/identity/ports/user-store.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const day = (text: string) => Date.parse(text) / 1000;
const person = (name: string, over: Partial<User>): User => ({
  id: `auth0|${name}`, connection, email: `${name}@Example.com`, canonicalEmail: `${name}@example.com`, emailVerified: true, username: undefined, blocked: false, passwordHash: undefined,
  profile: { name, nickname: name }, userMetadata: {}, appMetadata: {}, createdAt: day('2020-06-15T12:00:00Z'), updatedAt: day('2021-01-01T00:00:00Z'), ...over,
});

describe('Management API v2: searching people', () => {
  let house: ManagedHouse;
  before(async () => {
    house = await startManagedHouse({ seeded: false });
    const { storage: { users }, defaultTenant: { id } } = house.running.house;
    await users.insert(id, person('ann', { profile: { name: 'Ann Smith', nickname: 'annie', given_name: 'Ann' }, userMetadata: { colour: 'Red', tags: ['a', 'b'], size: 3 }, createdAt: day('2019-12-31T23:59:59Z') }));
    await users.insert(id, person('bob', { username: 'bobby', emailVerified: false, email: 'bob@other.example', canonicalEmail: 'bob@other.example', appMetadata: { plan: { name: 'gold' }, level: 7 }, createdAt: day('2020-01-01T00:00:00Z') }));
    await users.insert(id, person('cyd', { blocked: true, profile: { name: 'Cyd "the" O\'Neill *', nickname: 'cyd' }, connection: 'more', createdAt: day('2020-12-31T23:59:59Z') }));
  });
  after(() => house.stop());
  const list = (query: Readonly<Record<string, string>>) => house.ask('GET', `/users?${new URLSearchParams(query).toString()}`);
  const found = async (q: string) => {
    const answer = await list({ q, sort: 'user_id:1' });
    assert.equal(answer.status, 200, `${q}: ${JSON.stringify(answer.body)}`);
    return answer.body.map((user) => String(user['user_id']).slice(6)).join(' ');
  };

  test('Auth0: user search v3 finds by field, phrase, beginning, range, domain and metadata, combined by AND, OR, NOT and brackets', async () => {
    const cases: readonly (readonly [string, string])[] = [
      ['', 'ann bob cyd'], ['email:ANN@example.com', 'ann'], ['email:"ann@example.com"', 'ann'], ['email:a*', 'ann'], ['email.domain:other.example', 'bob'], ['email.domain:exam*', 'ann cyd'], ['user_id:auth0|bob', 'bob'], ['user_id:"auth0|bob"', 'bob'],
      ['name:"ann smith"', 'ann'], ['name:Ann', ''], ['name:Ann*', 'ann'], ['name:Ann\\ S*', 'ann'], ['name:"Cyd \\"the\\" O\'Neill *"', 'cyd'], ['nickname:ANNIE', 'ann'], ['given_name:*', 'ann'], ['username:bobby', 'bob'], ['_exists_:username', 'bob'],
      ['blocked:true', 'cyd'], ['-blocked:true', 'ann bob'], ['!blocked:true', 'ann bob'], ['NOT blocked:true', 'ann bob'], ['email_verified:false', 'bob'], ['identities.connection:more', 'cyd'], ['_exists_:blocked AND _exists_:created_at', 'ann bob cyd'],
      ['user_metadata.colour:red', 'ann'], ['user_metadata.tags:b', 'ann'], ['user_metadata.size:[2 TO 3]', 'ann'], ['user_metadata.size:{2 TO 3}', ''], ['app_metadata.plan.name:gold', 'bob'], ['app_metadata.level:>6', 'bob'], ['app_metadata.level:<=6', ''], ['app_metadata.level:[* TO 7]', 'bob'],
      ['created_at:2020', 'bob cyd'], ['created_at:[2020-01-01 TO 2020-12-31]', 'bob cyd'], ['created_at:{2020-01-01 TO *}', 'cyd'], ['created_at:[* TO 2020-01-01}', 'ann'], ['created_at:<2020', 'ann'], ['created_at:>=2020-12-31T23:59:59.500Z', 'cyd'], ['created_at:2019-12', 'ann'], ['updated_at:>2021-01-01', ''],
      ['annie', 'ann'], ['ann*', 'ann'], ['bob*', 'bob'], ['blocked:true OR email:a*', 'ann cyd'], ['name:ann* AND NOT (blocked:true || email_verified:false)', 'ann'], ['email:a* OR email:b* AND blocked:true', 'ann'], ['(email:a* OR email:b*) && blocked:false', 'ann bob'],
    ];
    for (const [q, names] of cases) assert.equal(await found(q), names, q);
  });

  test('what is not understood is refused with its place; two terms without a word between them too', async () => {
    const cases: readonly (readonly [string, RegExp])[] = [
      ['email:', /at character 1/], ['password_hash:x', /field password_hash .*at character 1/], ['last_login:soon', /last_login wants times/], ['logins_count:many', /logins_count wants a number/], ['__proto__:x', /field __proto__/], ['constructor:x', /field constructor/], ['user_metadata:x', /field/], ['user_metadata..a:x', /field/], ['ann smith', /AND or OR.*at character 5/],
      ['(ann', /closing bracket/], ['ann)', /never opened/], ['ann AND', /ends where a term/], ['AND ann', /a term was expected/], ['()', /a term was expected/], ['"ann', /a value was expected/], ['name:an?', /only \* at the end/], ['name:*nn', /only \*/], ['name:ann~', /only \*/], ['name:/a+/', /only \*/],
      ['blocked:maybe', /true or false/], ['created_at:yesterday', /wants times/], ['created_at:2020-13', /wants times/], ['created_at:[2020 TO]', /a value was expected/], ['name:[a TO b]', /ranges are for/], ['user_metadata.size:>x', /ranges are for/], ['NOT '.repeat(30).concat('ann'), /nested deeper/], ['('.repeat(30), /nested deeper/],
      [Array(150).fill('a').join(' OR ').concat(' OR ', Array(150).fill('a').join(' OR ')), /more than 400 words/],
    ];
    for (const [q, message] of cases) {
      const answer = await list({ q });
      assert.deepEqual([answer.status, answer.body['errorCode']], [400, 'invalid_query_string'], q);
      assert.match(String(answer.body['message']), message);
    }
  });

  test('lists are sorted and paged, wrapped where it is asked for, and end at the first 1000', async () => {
    const wrapped = await list({ include_totals: 'true', per_page: '2', page: '0', sort: 'created_at:-1', fields: 'user_id', search_engine: 'v3' });
    assert.deepEqual(wrapped.body, { users: [{ user_id: 'auth0|cyd' }, { user_id: 'auth0|bob' }], start: 0, limit: 2, length: 2, total: 3 });
    assert.deepEqual((await list({ per_page: '2', page: '1', fields: 'user_id' })).body, [{ user_id: 'auth0|cyd' }]);
    assert.deepEqual((await list({ connection: 'more', fields: 'user_id' })).body, [{ user_id: 'auth0|cyd' }]);
    const deep = await list({ page: '10', per_page: '100' });
    assert.deepEqual([deep.status, deep.body['errorCode']], [400, 'invalid_paging']);
    for (const query of [{ sort: 'name:1' }, { sort: 'created_at' }, { sort: 'id;drop table users:1' }, { sort: 'toString:1' }, { search_engine: 'v2' }, { per_page: '1000' }, { page: '-1' }] as const) assert.equal((await list(query)).status, 400, JSON.stringify(query));
  });

  test('A212: whatever is searched for, the answer is right rows or 400', async () => {
    const payloads = ["' OR 1=1 --", '"; DROP TABLE users; --', "1' UNION SELECT password_hash FROM users --", '%', '_', '%%', '$1', '?1', ':tenant', '\\', '\\\\"', "';", '{"$ne":null}', '[$gt]', '*', '*:*', '(((((', '))', 'a'.repeat(4000), '"'.repeat(99), '\\"'.repeat(500), '[ '.repeat(900), `name:${'a*'.repeat(900)}`, "x') or json_extract('{}','$')--", '$."a"', 'user_metadata.a"b:1', "user_metadata.a'b:1", '\ud800', '\u202e'];
    for (const payload of payloads) {
      for (const q of [payload, `name:${payload}`, `name:"${payload}"`, `user_metadata.a:${payload}`, `user_metadata.${payload}:1`, `email:${payload}*`]) {
        const answer = await list({ q });
        assert.ok(answer.status === 400 || (answer.status === 200 && (answer.body.length === 0 || payload === '*')), `${q}: ${answer.status} ${JSON.stringify(answer.body).slice(0, 200)}`);
      }
    }
    assert.equal(await found(''), 'ann bob cyd');
  });

  test('no text that is put together of pieces of the syntax fails on our side', async () => {
    const piece = fc.constantFrom('(', ')', ' ', ' AND ', ' OR ', ' NOT ', '-', '!', '&&', '||', 'email:', 'name:', 'blocked:', 'created_at:', 'user_metadata.a.b:', 'app_metadata.x:', '_exists_:', 'ann', 'true', '2020-01-01', '"a b"', '"', '\\', '*', '[', ']', '{', '}', ' TO ', '>', '<=', '1', "'", '%', '~');
    await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 14 }), async (pieces) => {
      const { status } = await list({ q: pieces.join('') });
      return status === 200 || status === 400;
    }), { numRuns: 400 });
  });

  test('no value is taken for syntax: each quoted text finds who has it, and nobody else', async () => {
    const { storage: { users }, defaultTenant: { id } } = house.running.house;
    let last = 0;
    await fc.assert(fc.asyncProperty(fc.string({ unit: fc.constantFrom('a', 'B', '"', '\\', "'", '%', '_', '*', ' ', '(', ':', '$', '?', 'é'), minLength: 1, maxLength: 12 }), async (text) => {
      const made = person(`p${last++}`, { userMetadata: { mark: text } });
      await users.insert(id, made);
      const answer = await list({ q: `user_metadata.mark:"${text.replace(/["\\]/g, '\\$&')}"`, fields: 'user_id' });
      await users.remove(id, made.id);
      return answer.status === 200 && answer.body.length === 1 && answer.body[0]?.['user_id'] === made.id;
    }), { numRuns: 100 });
  });
});
