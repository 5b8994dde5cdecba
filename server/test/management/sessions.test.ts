import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { apps, people } from '../flows/fixtures.ts';
import { startLogoutReceiver, type LogoutReceiver } from '../flows/logout-receiver.ts';
import { aliveAt, allAlive, allDead, nodeOf, signedIn } from './access.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: sessions', () => {
  let receiver: LogoutReceiver;
  let house: ManagedHouse;
  before(async () => {
    receiver = await startLogoutReceiver();
    house = await startManagedHouse({ outboundAllow: `127.0.0.1:${receiver.port}` });
  });
  after(async () => { await house.stop(); await receiver.stop(); });
  const { bob } = people;
  const pathOf = (userId: string, what: string) => `/users/${encodeURIComponent(userId)}/${what}`;
  const alive = (one: Parameters<typeof aliveAt>[1]) => aliveAt(nodeOf(house), one);
  const linesOf = async (event: string) => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records.filter((line) => line.event === event);
  const listen = async (path: string) => {
    const { storage, defaultTenant } = house.running.house;
    const client = await storage.clients.findClient(defaultTenant.id, apps.es.id);
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, logout: { ...client.logout, backchannelUri: `${receiver.url}${path}` } });
  };

  test('words about a session are set whole and taken away; signing in again keeps them, and the scope for them is needed', async () => {
    const one = await signedIn(house);
    const path = `/sessions/${one.sid}`;
    const write = (metadata: unknown, token?: string) => house.ask('PATCH', path, { body: { session_metadata: metadata }, ...(token === undefined ? {} : { token }) });
    assert.deepEqual((await write({ desk: 'window', old: 'x' })).body['session_metadata'], { desk: 'window', old: 'x' });
    assert.deepEqual((await write({ desk: 'door' })).body['session_metadata'], { desk: 'door' });
    assert.equal((await linesOf('management.sessions.update')).length, 2);
    const again = await signedIn(house, { browser: one.browser, fields: { prompt: 'login' } });
    assert.equal(again.sid, one.sid);
    assert.deepEqual((await house.ask('GET', path)).body['session_metadata'], { desk: 'door' });
    for (const wrong of [{ desk: 1 }, 'door', { desk: 'x'.repeat(256) }, Object.fromEntries(Array.from({ length: 26 }, (_, i) => [`n${i}`, 'x']))]) assert.equal((await write(wrong)).status, 400, JSON.stringify(wrong).slice(0, 60));
    assert.equal((await write({}, await house.token('read:sessions'))).body['errorCode'], 'insufficient_scope');
    for (const nothing of [null, {}]) assert.equal((await write(nothing)).body['session_metadata'], undefined);
    assert.equal((await house.ask('PATCH', '/sessions/nobody', { body: { session_metadata: {} } })).body['errorCode'], 'inexistent_session');
  });

  test('a session is read by its sid, with its applications; nothing of it is a secret', async () => {
    const one = await signedIn(house);
    const { status, body } = await house.ask('GET', `/sessions/${one.sid}`);
    assert.equal(status, 200);
    assert.deepEqual([body['id'], body['user_id'], body['clients']], [one.sid, one.userId, [{ client_id: 'web' }]]);
    assert.deepEqual(Object.keys(body['device'] as object), ['initial_user_agent', 'initial_ip']);
    assert.ok(Date.parse(String(body['idle_expires_at'])) > Date.parse(String(body['authenticated_at'])));
    assert.ok(!JSON.stringify(body).includes(one.browser.cookie('gatehouse_session') ?? '-'));
    const thief = house.running.browser();
    thief.setCookie('gatehouse_session', one.sid);
    assert.equal((await alive({ ...one, browser: thief })).session, false, 'A149: the id is not the cookie');
  });

  test('A146: a session that an administrator deletes is over at once, with its tokens; offline access stays, and applications are told', async () => {
    await listen('deleted');
    const one = await signedIn(house, { app: apps.es, fields: { scope: 'openid' } });
    const offline = await signedIn(house, { browser: one.browser });
    assert.deepEqual(await alive(one), { ...allAlive, refresh: false });
    assert.equal((await house.ask('DELETE', `/sessions/${one.sid}`)).status, 202);
    assert.deepEqual(await alive(one), allDead);
    assert.deepEqual(await alive(offline), { ...allAlive, session: false });
    assert.deepEqual((await receiver.tokensAt('/deleted', 1)).map(({ claims }) => [claims['sid'], claims['sub']]), [[one.sid, one.userId]]);
    assert.deepEqual([(await house.ask('GET', `/sessions/${one.sid}`)).status, (await house.ask('DELETE', `/sessions/${one.sid}`)).status], [404, 404]);
    assert.equal((await linesOf('management.sessions.delete')).filter(({ result }) => result === 'allowed').length, 1);
  });

  test('A146: a revoked session takes its refresh tokens along; both scopes are needed', async () => {
    const one = await signedIn(house);
    const narrow = await house.ask('POST', `/sessions/${one.sid}/revoke`, { token: await house.token('delete:sessions') });
    assert.deepEqual([narrow.status, narrow.body['errorCode']], [403, 'insufficient_scope']);
    assert.equal((await alive({ ...one, refreshToken: '' })).session, true);
    assert.equal((await house.ask('POST', `/sessions/${one.sid}/revoke`)).status, 202);
    assert.deepEqual(await alive(one), allDead);
  });

  test('the sessions of a person are listed page by page, and end all at once', async () => {
    const all = [await signedIn(house, { person: bob }), await signedIn(house, { person: bob }), await signedIn(house, { person: bob })];
    const path = pathOf(all[0]?.userId ?? '', 'sessions');
    const first = (await house.ask('GET', `${path}?take=2`)).body;
    const rest = (await house.ask('GET', `${path}?take=2&from=${String(first['next'])}`)).body;
    const ids = [...first['sessions'] as { readonly id: string }[], ...rest['sessions'] as { readonly id: string }[]].map(({ id }) => id);
    assert.deepEqual([[...ids].sort(), rest['next']], [all.map(({ sid }) => sid).sort(), undefined]);
    for (const query of ['take=0', 'take=101', 'take=x', 'from=nonsense', "from='%20or%201=1"]) assert.equal((await house.ask('GET', `${path}?${query}`)).status, 400, query);
    assert.equal((await house.ask('DELETE', path)).status, 202);
    for (const one of all) assert.deepEqual(await alive(one), { ...allAlive, session: false });
    assert.deepEqual((await house.ask('GET', path)).body, { sessions: [] });
    assert.equal((await linesOf('management.users.sessions.delete')).length, 1);
    assert.equal((await house.ask('DELETE', path)).status, 202, 'nothing is left to end');
  });

  test('access of a person is revoked whole, without the refresh tokens, or for one session', async () => {
    const online = () => signedIn(house, { person: bob, fields: { scope: 'openid' } });
    const [kept, plain] = [await signedIn(house, { person: bob }), await online()];
    const path = pathOf(kept.userId, 'revoke-access');
    const narrow = await house.ask('POST', path, { token: await house.token('delete:sessions'), body: {} });
    assert.deepEqual([narrow.status, narrow.body['errorCode']], [403, 'insufficient_scope']);
    assert.equal((await house.ask('POST', path, { token: await house.token('delete:sessions'), body: { preserve_refresh_tokens: true } })).status, 204);
    assert.deepEqual([(await alive(plain)).userinfo, (await alive({ ...kept, refreshToken: '' })).session], [false, false]);
    const [one, two] = [await signedIn(house, { person: bob }), await signedIn(house, { person: bob })];
    assert.equal((await house.ask('POST', path, { body: { session_id: one.sid } })).status, 204);
    assert.deepEqual([await alive(one), (await alive({ ...two, refreshToken: '' })).session], [allDead, true]);
    assert.equal((await house.ask('POST', path, { body: {} })).status, 204);
    assert.deepEqual([await alive(two), await alive(kept)], [allDead, allDead]);
    assert.equal((await linesOf('management.users.revokeAccess')).filter(({ result }) => result === 'allowed').length, 3, 'one line for each call');
  });

  test('a session of somebody else is not ended through a person; what does not exist is 404, what the token may not do 403', async () => {
    const [alice, other] = [await signedIn(house), await signedIn(house, { person: bob })];
    const foreign = await house.ask('POST', pathOf(other.userId, 'revoke-access'), { body: { session_id: alice.sid } });
    assert.equal(foreign.status, 404);
    assert.deepEqual(await alive(alice), allAlive);
    for (const [method, path] of [['GET', '/sessions/none'], ['DELETE', '/sessions/none'], ['POST', '/sessions/none/revoke'], ['GET', '/users/auth0%7Cnone/sessions'], ['DELETE', '/users/auth0%7Cnone/sessions'], ['POST', '/users/auth0%7Cnone/revoke-access']] as const) {
      const body = path.endsWith('revoke-access') ? { body: {} } : {};
      assert.equal((await house.ask(method, path, body)).status, 404, `${method} ${path}`);
      assert.equal((await house.ask(method, path, { ...body, token: await house.token('read:resource_servers') })).status, 403, `${method} ${path}`);
    }
    assert.equal((await house.ask('POST', pathOf(alice.userId, 'revoke-access'), { body: { session_id: 1 } })).body['errorCode'], 'invalid_body');
  });

  test('of two who end a session at once both are answered, and one line tells of its end', async () => {
    const one = await signedIn(house);
    const lines = async () => (await linesOf('management.sessions.revoke')).filter(({ result }) => result === 'allowed').length;
    const earlier = await lines();
    const answers = await Promise.all([1, 2, 3].map(() => house.ask('POST', `/sessions/${one.sid}/revoke`)));
    assert.ok(answers.every(({ status }) => status === 202 || status === 404));
    assert.equal(await lines() - earlier, 1);
    assert.deepEqual(await alive(one), allDead);
  });
});
