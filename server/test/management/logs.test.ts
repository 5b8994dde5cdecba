import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { call } from '../flows/app.ts';
import { MovableClock } from '../flows/clock.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { signedIn, type Signed } from './access.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

interface Line extends Readonly<Record<string, unknown>> { readonly log_id: string; readonly date: string; readonly type: string; readonly details: Readonly<Record<string, unknown>>; readonly checks?: readonly Readonly<Record<string, unknown>>[] }

const machine = { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api } } as const;

/** No answer waits for a line of which nothing else is stored: it comes with the next commit. */
async function soon(read: () => Promise<readonly Line[]>): Promise<readonly Line[]> {
  for (let tries = 0; tries < 3000; tries++) {
    const lines = await read();
    if (lines.length > 0) return lines;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
  return [];
}

describe('Management API v2: the log', () => {
  const clock = new MovableClock();
  let house: ManagedHouse;
  let alice: Signed;
  before(async () => {
    house = await startManagedHouse({ clock });
    alice = await signedIn(house);
    await signedIn(house, { person: people.bob });
    await call(house.running.origin, '/oauth/token', machine);
    await call(house.running.origin, '/oauth/token', { app: { ...apps.m2m, secret: 'wrong' }, fields: machine.fields });
    await call(house.running.origin, '/oauth/token', { app: alice.app, fields: { grant_type: 'authorization_code', code: 'nothing', redirect_uri: alice.app.redirectUri } });
    await soon(() => found('reason:* AND type:feacft'));
    clock.advance(5);
  });
  after(() => house.stop());

  /** What waits for a commit is written with this one. */
  const flush = () => signedIn(house, { person: people.bob });
  const ask = (query: string, token?: string) => house.ask('GET', `/logs${query}`, token === undefined ? {} : { token });
  const found = async (q: string) => (await ask(`?q=${encodeURIComponent(q)}`)).body as unknown as readonly Line[];
  const typesOf = (lines: readonly Line[]) => lines.map(({ type }) => type);
  const wrapped = async (query: string) => (await ask(query)).body as unknown as { readonly logs: readonly Line[]; readonly total: number; readonly start: number; readonly limit: number; readonly length: number };

  test('a refused request is told with the code of Auth0 and, beside it, why: the reason, its explanation, the fix and every check', async () => {
    const [line] = await soon(() => found('type:feccft'));
    assert.ok(line);
    const { _id, log_id: id, date, explain, fix, checks, request_id: requestId, user_agent: agent, ip, ...rest } = line;
    assert.deepEqual([_id, new Date(date).toISOString()], [id, date]);
    assert.deepEqual(rest, {
      type: 'feccft', description: explain, client_id: apps.m2m.id, client_name: 'Machine', hostname: new URL(house.running.issuer).host, isMobile: false, tenant_name: 'default', reason: 'client.secret_wrong', docs: `${house.running.issuer}docs/errors/client.secret_wrong`,
      details: { event: 'token.exchange', result: 'refused', method: 'POST', path: '/oauth/token', grantType: 'client_credentials' },
    });
    assert.deepEqual([typeof explain, Array.isArray(fix), typeof requestId, typeof agent, typeof ip], ['string', true, 'string', 'string', 'string']);
    assert.deepEqual([checks?.at(-1)?.['check'], checks?.at(-1)?.['passed'], typeof checks?.at(-1)?.['section']], ['client.authenticated', false, 'string']);
    assert.deepEqual((await ask(`/${id}`)).body, line);
  });

  test('a sign-in has its person, its connection and its application', async () => {
    const [line] = await found(`type:s AND user_name:"${people.alice.email}"`);
    assert.deepEqual([line?.['user_id'], line?.['user_name'], line?.['connection'], line?.['strategy'], line?.['strategy_type'], line?.['client_id']], [alice.userId, people.alice.email, 'Username-Password-Authentication', 'auth0', 'database', alice.app.id]);
    const { body: connections } = await house.ask('GET', '/connections');
    assert.equal(line?.['connection_id'], connections[0]?.['id']);
  });

  test('the request id of an answer finds its line', async () => {
    const response = await fetch(`${house.running.origin}/userinfo`, { headers: { authorization: 'Bearer nothing' } });
    const lines = await soon(() => found(`request_id:"${response.headers.get('x-request-id') ?? ''}"`));
    assert.deepEqual(lines.map(({ details, reason }) => [details['event'], typeof reason]), [['userinfo', 'string']]);
  });

  for (const [q, types] of [
    ['type:seccft AND client_id:m2m', ['seccft']],
    ['client_id:m2m', ['feccft', 'seccft']],
    ['client_id:m2m AND NOT type:seccft', ['feccft']],
    ['client_name:"machine" AND type:fe*', ['feccft']],
    ['client_name:mach*', ['feccft', 'seccft']],
    ['type:feccft OR type:s', ['feccft', 's', 's']],
    ['(type:feccft OR type:s) AND reason:*', ['feccft']],
    ['reason:"client.secret_wrong"', ['feccft']],
    ['connection:Username-Password-Authentication AND type:s', ['s', 's']],
    ['date:[2020 TO 2021]', []],
    ['type:s AND date:[* TO 2020-01-31]', []],
    ['type:s AND date:[2020 TO *}', ['s', 's']],
    ['user_name:"nobody@example.com"', []],
    ['user_name:nobody* OR type:feccft', ['feccft']],
    ['feccft', ['feccft']],
    ['scope:*read:things* OR type:feccft', 400],
    ['_exists_:user_id AND type:seacft', ['seacft', 'seacft']],
    ['details.path:"/oauth/token" AND details.result:refused AND client_id:m2m', ['feccft']],
  ] as const) {
    test(`q=${q} finds ${typeof types === 'number' ? 'nothing: it is refused' : JSON.stringify(types)}`, async () => {
      const { status, body } = await ask(`?q=${encodeURIComponent(q)}`);
      assert.deepEqual(status === 200 ? typesOf(body as unknown as readonly Line[]) : status, types);
    });
  }

  test('Auth0: in search, words are beginnings; without a field, of names', async () => {
    const search = async (text: string) => typesOf((await ask(`?search=${encodeURIComponent(text)}`)).body as unknown as readonly Line[]);
    assert.deepEqual([await search('application:mach'), await search('Mach'), await search('type:feccf'), await search('user:"nobody"')], [['feccft', 'seccft'], ['feccft', 'seccft'], ['feccft'], []]);
  });

  test('the list is sorted by date, paged, counted to 1000 and cut to its fields', async () => {
    await flush();
    const all = (await ask('?per_page=100')).body as unknown as readonly Line[];
    assert.deepEqual(all.map(({ date }) => date), all.map(({ date }) => date).sort().reverse());
    const oldest = (await ask('?per_page=100&sort=date:1')).body as unknown as readonly Line[];
    assert.deepEqual(oldest, [...all].reverse());
    const page = await wrapped('?page=1&per_page=2&include_totals=true&fields=log_id,type');
    assert.deepEqual(page, { start: 2, limit: 2, length: 2, total: all.length, logs: all.slice(2, 4).map(({ log_id: id, type }) => ({ log_id: id, type })) });
    assert.deepEqual(Object.keys((await wrapped('?per_page=1&include_totals=true&fields=checks,details&include_fields=false')).logs[0] ?? {}).filter((name) => name === 'checks' || name === 'details'), []);
    assert.equal((await ask('?page=20&per_page=50')).body['errorCode'], 'invalid_paging');
    assert.equal((await ask('?sort=ip:1')).status, 400);
  });

  test('from a line on, every later one comes once, oldest first, and none that may still be overtaken', async () => {
    await flush();
    clock.advance(3);
    const all = (await ask('?per_page=100&sort=date:1')).body as unknown as readonly Line[];
    const seen: Line[] = [];
    for (let from = ''; ;) {
      const stretch = (await ask(`?take=3${from === '' ? '' : `&from=${from}`}`)).body as unknown as readonly Line[];
      seen.push(...stretch);
      if (stretch.length < 3) break;
      from = stretch.at(-1)?.log_id ?? '';
    }
    assert.deepEqual(seen, all);
    await call(house.running.origin, '/oauth/token', machine);
    const newest = seen.at(-1)?.log_id ?? '';
    assert.deepEqual((await ask(`?from=${newest}`)).body, []);
    clock.advance(3);
    assert.deepEqual(typesOf(await soon(async () => (await ask(`?from=${newest}`)).body as unknown as readonly Line[])), ['seccft']);
  });

  test('the lines of a person, also of one who is gone', async () => {
    const path = `/users/${encodeURIComponent(alice.userId)}/logs`;
    const lines = (await house.ask('GET', `${path}?sort=date:1&per_page=100`)).body as unknown as readonly Line[];
    assert.deepEqual(typesOf(lines).slice(0, 3), ['s', 'authorize', 'seacft']);
    assert.ok(lines.every((line) => line['user_id'] === alice.userId));
    const counted = (await house.ask('GET', `${path}?include_totals=true&per_page=1`)).body;
    assert.deepEqual([counted['total'], (counted['logs'] as Line[]).length], [lines.length, 1]);
    assert.deepEqual((await house.ask('GET', '/users/auth0%7Cnobody/logs')).body, []);
  });

  test('Auth0: read:logs_users reads lines with a person alone; without a scope nothing is read', async () => {
    const [ofPeople, other] = [await house.token('read:logs_users'), await house.token('read:users')];
    const lines = (await ask('?per_page=100', ofPeople)).body as unknown as readonly Line[];
    assert.ok(lines.length > 0 && lines.every((line) => typeof line['user_id'] === 'string'));
    const [machineLine] = await found('type:feccft');
    assert.deepEqual([(await ask(`/${machineLine?.log_id ?? ''}`, ofPeople)).status, (await ask(`/${lines[0]?.log_id ?? ''}`, ofPeople)).status, (await ask('?take=5', ofPeople)).status], [404, 200, 403]);
    for (const path of ['', `/${lines[0]?.log_id ?? ''}`]) assert.equal((await ask(path, other)).body['errorCode'], 'insufficient_scope');
  });

  test('a line that is not there is 404, whatever its id looks like', async () => {
    for (const id of [`0123456789ab${'x'.repeat(32)}`, 'x', '%00', '90020211103030609732115389415260839021644201259064885298']) {
      const { status, body } = await ask(`/${id}`);
      assert.deepEqual([status, body['errorCode'], body['message']], [404, 'inexistent_log', 'The log does not exist.']);
    }
  });
});
