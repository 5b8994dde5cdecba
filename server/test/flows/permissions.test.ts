import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { addApi, addApp, switchOn } from './arrangements.ts';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, tokensFor, type App } from './app.ts';
import { answerNewest, ask, openApprovals, startCiba } from './ciba.ts';
import { allowDevice, poll, startDevice } from './device.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const audience = 'https://guarded.example';
const loose = 'https://loose.example';
const [read, write] = [{ api: audience, permission: 'read:things' }, { api: audience, permission: 'write:things' }];
const asked = { audience, scope: 'openid offline_access read:things write:things' };

describe('APIs that enforce policies', () => {
  let house: RunningHouse;
  let alice: string;
  let machine: App;
  const tenant = () => house.house.defaultTenant.id;
  const { alice: person } = people;
  const roles = () => house.house.storage.roles;
  const give = (...permissions: readonly (typeof read)[]) => roles().addPermissionsTo(tenant(), { id: alice, permissions });
  const take = (...permissions: readonly (typeof read)[]) => roles().removePermissionsFrom(tenant(), { id: alice, permissions });
  const told = (jwt: string | undefined) => {
    const { scope, permissions } = claimsOf(jwt);
    return [scope, permissions];
  };
  const signedIn = (over = {}) => tokensFor(house.browser(), { app: apps.web, person }, { ...asked, ...over });

  const findApi = async (wanted: string) => {
    const api = (await house.house.storage.registry.listResourceServers(tenant())).find(({ identifier }) => identifier === wanted);
    assert.ok(api !== undefined);
    return api;
  };
  before(async () => {
    house = await startHouse();
    const defined = { permissions: [{ value: 'read:things', description: 'See your things' }, { value: 'write:things', description: 'Change your things' }] };
    await addApi(house, audience, { ...defined, enforcePolicies: true, permissionsInToken: true });
    await addApi(house, loose, { ...defined, permissionsInToken: true, introspectors: ['guarded-machine'] });
    alice = (await house.house.storage.users.findByLogin(tenant(), 'Username-Password-Authentication', person.email))?.id ?? '';
    machine = await addApp(house, 'guarded-machine', { grantTypes: ['client_credentials', 'password', 'urn:ietf:params:oauth:grant-type:token-exchange'], firstParty: true, legacyFlows: ['password'], exchange: { audiences: [audience], delegation: false, impersonation: true } });
    await house.house.storage.registry.insertClientGrant({ tenant: tenant(), id: 'cgr_guarded', clientId: machine.id, audience, scope: ['read:things'] });
    await roles().insertRole(tenant(), { id: 'rol_writer', name: 'Writer', description: '' });
    await roles().addRolePermissions(tenant(), { id: 'rol_writer', permissions: [write] });
  });
  beforeEach(async () => {
    await take(read, write);
    await roles().removeRolesFrom(tenant(), { id: alice, roles: ['rol_writer'] });
  });
  after(() => house.stop());

  test('RFC 6749 §3.3: a person gets the scopes that the own permissions cover, directly or by roles, and the token tells all of them', async () => {
    const none = await signedIn();
    assert.deepEqual([none.body['scope'], ...told(none.body['access_token'])], ['openid offline_access', 'openid offline_access', []]);
    await give(read);
    assert.deepEqual(told((await signedIn()).body['access_token']), ['openid offline_access read:things', ['read:things']]);
    await roles().addRolesTo(tenant(), { id: alice, roles: ['rol_writer'] });
    const both = await signedIn({ scope: 'openid read:things' });
    assert.deepEqual(told(both.body['access_token']), ['openid read:things', ['read:things', 'write:things']], 'asked for or not');
    assert.equal(claimsOf(both.body['id_token'])['permissions'], undefined);
  });

  test('RFC 6749 §6: a permission that was taken away is gone at the next refresh, and one that came later is not added to what was granted', async () => {
    await give(read);
    const first = await signedIn();
    await take(read);
    await give(write);
    const second = await refresh(house.origin, apps.web, first.body['refresh_token'] ?? '');
    assert.deepEqual([second.body['scope'], ...told(second.body['access_token'])], ['openid offline_access', 'openid offline_access', ['write:things']]);
    const asking = await refresh(house.origin, apps.web, { refresh_token: second.body['refresh_token'] ?? '', scope: 'openid write:things' });
    assert.equal(asking.body['error'], 'invalid_scope');
    await give(read);
    const third = await refresh(house.origin, apps.web, second.body['refresh_token'] ?? '');
    assert.equal(third.body['scope'], 'openid offline_access read:things', 'what was granted and is allowed again');
  });

  test('a permission that is taken away between the answer and the exchange of the code is in no token', async () => {
    await give(read, write);
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(apps.web, pkce, asked), person)).get('code') ?? '';
    await take(write);
    assert.deepEqual(told((await exchange(house.origin, apps.web, { code, code_verifier: pkce.verifier })).body['access_token']), ['openid offline_access read:things', ['read:things']]);
  });

  test('OIDC Core §3.1.2.4: the consent page shows what this person can give, and nothing else is remembered', async () => {
    await give(read);
    const browser = house.browser();
    await tokensFor(browser, { app: apps.web, person });
    const page = await browser.follow(await browser.get(authorizeUrl(apps.web3p, newPkce(), asked)));
    assert.match(page.text, /See your things/);
    assert.doesNotMatch(page.text, /Change your things/);
    await tokensFor(browser, { app: apps.web3p, person }, asked);
    assert.deepEqual(await house.house.storage.grants.consentedScope(tenant(), alice, 'web3p', audience).then((scope) => [...scope ?? []].sort()), ['offline_access', 'openid', 'read:things']);
  });

  test('RFC 8628 §3.3: a device gets what the person who allows it has', async () => {
    await give(read);
    const codes = await startDevice(house.origin, apps.dev, asked);
    await allowDevice(house.browser(), codes.user, person);
    assert.deepEqual(told((await poll(house.origin, apps.dev, codes.device)).body['access_token']), ['openid offline_access read:things', ['read:things']]);
  });

  test('OIDC CIBA §10: so does an application that asks from elsewhere, and the page says no more', async () => {
    await give(read);
    const started = await startCiba(house.origin, apps.ciba, asked);
    const browser = house.browser();
    const page = await openApprovals(browser, person);
    assert.match(page.text, /See your things/);
    assert.doesNotMatch(page.text, /Change your things/);
    await answerNewest(browser, 'accept');
    assert.deepEqual(told((await ask(house.origin, apps.ciba, started.id)).body['access_token']), ['openid offline_access read:things', ['read:things']]);
  });

  test('RFC 6749 §4.3: the password grant gives no more than the person has', async () => {
    await switchOn(house, 'password');
    await give(read);
    const { body } = await call(house.origin, '/oauth/token', { app: machine, fields: { grant_type: 'password', username: person.email, password: person.password, audience, scope: 'read:things write:things' } });
    assert.deepEqual(told(body['access_token']), ['read:things', ['read:things']]);
    await switchOn(house);
  });

  test('RFC 6749 §4.4: an application for itself has the permissions that it was granted', async () => {
    const { body } = await call(house.origin, '/oauth/token', { app: machine, fields: { grant_type: 'client_credentials', audience } });
    assert.deepEqual(told(body['access_token']), ['read:things', ['read:things']]);
  });

  test('RFC 8693 §2.2: a token that is exchanged gives what the person has at the new API', async () => {
    await give(read);
    const brought = (await signedIn({ audience: loose })).body['access_token'] ?? '';
    assert.deepEqual(told(brought), ['openid offline_access read:things write:things', undefined], 'an API that does not enforce gives what it defines, and has no such claim');
    const { body, status } = await call(house.origin, '/oauth/token', { app: machine, fields: { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: brought, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', audience } });
    assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual([body['scope'], ...told(body['access_token'])], ['read:things', 'read:things', ['read:things']]);
  });

  test('what an API defines no longer, nobody gets who had it', async () => {
    await give(read, write);
    const first = await signedIn();
    const api = await findApi(audience);
    await house.house.storage.registry.replaceResourceServer({ ...api, permissions: api.permissions.slice(0, 1) });
    assert.deepEqual(told((await refresh(house.origin, apps.web, first.body['refresh_token'] ?? '')).body['access_token']), ['openid offline_access read:things', ['read:things']]);
    await house.house.storage.registry.replaceResourceServer(api);
  });

  test('A209: a person gets nothing of the Management API that no role allows', async () => {
    const management = `${house.issuer}api/v2/`;
    await addApi(house, management, { enforcePolicies: true, permissions: [{ value: 'delete:users', description: '' }, { value: 'read:current_user', description: '' }] });
    const { body } = await signedIn({ audience: management, scope: 'openid delete:users read:current_user' });
    assert.equal(body['scope'], 'openid read:current_user');
    await addApi(house, 'https://namesake.example', { permissions: [{ value: 'delete:users', description: '' }] });
    const brought = (await signedIn({ audience: 'https://namesake.example', scope: 'openid delete:users' })).body['access_token'] ?? '';
    assert.equal(claimsOf(brought)['scope'], 'openid delete:users', 'a scope of another API by the same name');
    const broker = await addApp(house, 'guarded-broker', { grantTypes: ['urn:ietf:params:oauth:grant-type:token-exchange'], exchange: { audiences: [management], delegation: false, impersonation: true } });
    await house.house.storage.registry.replaceResourceServer({ ...(await findApi('https://namesake.example')), introspectors: [broker.id] });
    const { body: exchanged, status } = await call(house.origin, '/oauth/token', { app: broker, fields: { grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: brought, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', audience: management } });
    assert.deepEqual([status, exchanged['scope'], claimsOf(exchanged['access_token'])['scope']], [200, undefined, undefined]);
  });
});
