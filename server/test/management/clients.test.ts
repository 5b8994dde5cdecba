import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { call, claimsOf, refresh, tokensFor, type App } from '../flows/app.ts';
import { MovableClock } from '../flows/clock.ts';
import { people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: applications', () => {
  const clock = new MovableClock();
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse({ clock }); });
  after(() => house.stop());

  const create = async (body: object) => {
    const answer = await house.ask('POST', '/clients', { body });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  };
  const refused = async (asked: Parameters<ManagedHouse['ask']>, told: RegExp, status = 400) => {
    const answer = await house.ask(...asked);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(String(answer.body['message']), told);
  };
  const appOf = (body: Readonly<Record<string, unknown>>, secret = body['client_secret']): App => ({ id: String(body['client_id']), secret: secret as string | undefined, redirectUri: (body['callbacks'] as readonly string[])[0] ?? '', method: body['token_endpoint_auth_method'] as App['method'] });
  const machineToken = (app: App) => call(house.running.origin, '/oauth/token', { app, fields: { grant_type: 'client_credentials', audience: 'https://api.example' } });

  test('Seed row 212: an application for pages in browsers has no secret, the code flow, PKCE and rotating refresh tokens; people sign in with it', async () => {
    const made = await create({ name: 'Page', app_type: 'spa', callbacks: ['https://page.example/cb'], web_origins: ['https://page.example'], allowed_logout_urls: ['https://page.example/out'] });
    assert.deepEqual({ ...made, client_id: '' }, {
      tenant: 'default', client_id: '', global: false, name: 'Page', app_type: 'spa', is_first_party: true, oidc_conformant: true, callbacks: ['https://page.example/cb'], allowed_logout_urls: ['https://page.example/out'], web_origins: ['https://page.example'], allowed_origins: [],
      grant_types: ['authorization_code', 'refresh_token'], jwt_configuration: { alg: 'RS256', lifetime_in_seconds: 36_000, secret_encoded: false }, token_endpoint_auth_method: 'none',
      refresh_token: { rotation_type: 'rotating', expiration_type: 'expiring', leeway: 0, token_lifetime: 2_592_000, idle_token_lifetime: 1_296_000, infinite_token_lifetime: false, infinite_idle_token_lifetime: false },
      client_metadata: {}, exchange_policy: { targets: [], delegation: false, impersonation: false }, require_pushed_authorization_requests: false, require_proof_of_possession: false,
      sso_disabled: false, cross_origin_authentication: false, custom_login_page_on: true, is_token_endpoint_ip_header_trusted: false, organization_usage: 'deny',
    });
    assert.match(String(made['client_id']), /^[A-Za-z0-9]{32}$/);
    const tokens = await tokensFor(house.running.browser(), { app: appOf(made), person: people.alice });
    assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
    const preflight = await fetch(`${house.running.origin}/oauth/token`, { method: 'OPTIONS', headers: { origin: 'https://page.example', 'access-control-request-method': 'POST' } });
    assert.equal(preflight.headers.get('access-control-allow-origin'), 'https://page.example');
  });

  test('A208: the secret stands in the answer that made it, with read:client_keys alone, and never again', async () => {
    const made = await create({ name: 'Web', callbacks: ['https://web.example/cb'] });
    assert.deepEqual([made['token_endpoint_auth_method'], String(made['client_secret']).length], ['client_secret_post', 64]);
    assert.equal((await tokensFor(house.running.browser(), { app: appOf(made), person: people.alice })).status, 200);
    const blind = await house.ask('POST', '/clients', { token: await house.token('create:clients'), body: { name: 'Unseen' } });
    assert.deepEqual([blind.status, blind.body['client_secret']], [201, undefined]);
    for (const path of [`/clients/${String(made['client_id'])}`, '/clients?per_page=100']) assert.ok(!JSON.stringify((await house.ask('GET', path)).body).includes('client_secret":'), path);
    const { secrets: [kept] } = await house.running.house.storage.registry.findClient(house.running.house.defaultTenant.id, String(made['client_id'])) ?? { secrets: [] };
    assert.ok(kept !== undefined && kept.sealed === undefined && kept.hash !== made['client_secret']);
  });

  test('Seed row 37: a new secret ends the one of before at once, or after the time that was asked for', async () => {
    const made = await create({ name: 'Machine', app_type: 'non_interactive' });
    await house.ask('POST', '/client-grants', { body: { client_id: made['client_id'], audience: 'https://api.example', scope: [] } });
    const path = `/clients/${String(made['client_id'])}/rotate-secret`;
    assert.equal((await machineToken(appOf(made))).status, 200);
    const second = (await house.ask('POST', path)).body;
    assert.deepEqual([(await machineToken(appOf(made))).status, (await machineToken(appOf(second))).status], [401, 200]);
    const third = (await house.ask('POST', `${path}?grace_period=600`)).body;
    assert.deepEqual([(await machineToken(appOf(second))).status, (await machineToken(appOf(third))).status], [200, 200]);
    clock.advance(601);
    assert.deepEqual([(await machineToken(appOf(second))).status, (await machineToken(appOf(third))).status], [401, 200]);
    assert.equal((await house.ask('POST', path, { token: await house.token('update:client_keys') })).body['client_secret'], undefined);
    await refused(['POST', `${path}?grace_period=2592001`], /grace_period/);
    await refused(['POST', `${path}?grace_period=-1`], /grace_period/);
    await refused(['POST', '/clients/spa/rotate-secret'], /no secret/);
    await refused(['POST', '/clients/nobody/rotate-secret'], /does not exist/, 404);
  });

  test('what a change does not name stays, and what is read can be written back', async () => {
    const body = {
      name: 'Everything', description: 'About it', logo_uri: 'https://cdn.example/logo.png', initiate_login_uri: 'https://rp.example/start', app_type: 'regular_web', is_first_party: false, oidc_conformant: true,
      callbacks: ['https://rp.example/cb'], allowed_logout_urls: ['https://rp.example/out'], web_origins: ['https://rp.example'], allowed_origins: ['https://more.example', 'http://localhost:3000'], grant_types: ['authorization_code', 'refresh_token', 'client_credentials'],
      jwt_configuration: { alg: 'ES256', lifetime_in_seconds: 600, secret_encoded: false }, token_endpoint_auth_method: 'client_secret_basic', client_metadata: { team: 'blue', stage: 'one' }, oidc_logout: { backchannel_logout_urls: ['https://rp.example/backchannel'] },
      refresh_token: { rotation_type: 'non-rotating', expiration_type: 'non-expiring', leeway: 10, token_lifetime: 31_557_600, idle_token_lifetime: 2_592_000, infinite_token_lifetime: true, infinite_idle_token_lifetime: true },
      require_pushed_authorization_requests: true, require_proof_of_possession: true,
    };
    const { client_secret: secret, ...made } = await create(body);
    assert.equal(typeof secret, 'string');
    for (const [name, value] of Object.entries(body)) assert.deepEqual(made[name], value, name);
    const path = `/clients/${String(made['client_id'])}`;
    assert.deepEqual((await house.ask('GET', path)).body, made);
    const { tenant, client_id: id, global, ...writable } = made;
    assert.deepEqual([tenant, global, typeof id], ['default', false, 'string']);
    assert.deepEqual((await house.ask('PATCH', path, { body: writable })).body, made, 'the whole of it, written back, changes nothing');
    const { description, logo_uri: logo, oidc_logout: logout, ...rest } = made;
    assert.ok(description !== undefined && logo !== undefined && logout !== undefined);
    const less = (await house.ask('PATCH', path, { body: { description: '', logo_uri: null, oidc_logout: null, client_metadata: { team: null, extra: 'x' }, jwt_configuration: { lifetime_in_seconds: 60 } } })).body;
    assert.deepEqual(less, { ...rest, client_metadata: { stage: 'one', extra: 'x' }, jwt_configuration: { alg: 'ES256', lifetime_in_seconds: 60, secret_encoded: false } });
    const usual = (await house.ask('PATCH', path, { body: { refresh_token: null, require_proof_of_possession: false } })).body;
    assert.deepEqual([(usual['refresh_token'] as Record<string, unknown>)['rotation_type'], usual['require_proof_of_possession']], ['rotating', false]);
    assert.equal((await house.ask('GET', `${path}?fields=name,client_id`)).body['callbacks'], undefined);
    assert.equal((await house.ask('GET', `${path}?fields=callbacks&include_fields=false`)).body['callbacks'], undefined);
  });

  test('Auth0: the application’s half of the switches of older endpoints are grant types and oidc_conformant; what is read can be written back', async () => {
    const older = ['ro', 'access_token', 'delegation/id_token', 'delegation/refresh_token'].map((name) => `http://auth0.com/oauth/legacy/grant-type/${name}`);
    const made = await create({ name: 'Older', app_type: 'native', token_endpoint_auth_method: 'none', callbacks: [], grant_types: ['authorization_code', ...older], oidc_conformant: false });
    assert.deepEqual([made['grant_types'], made['oidc_conformant']], [['authorization_code', ...older], false]);
    const path = `/clients/${String(made['client_id'])}`;
    const flows = async () => (await house.running.house.storage.registry.findClient(house.running.house.defaultTenant.id, String(made['client_id'])))?.legacyFlows;
    assert.deepEqual((await flows())?.toSorted(), ['attribute_scopes', 'delegation', 'idp_access_token', 'resource_owner', 'tokeninfo']);
    await house.ask('PATCH', path, { body: { name: 'Older still', oidc_conformant: false } });
    assert.equal((await flows())?.length, 5);
    const less = (await house.ask('PATCH', path, { body: { grant_types: [older[1]], oidc_conformant: true } })).body;
    assert.deepEqual([less['grant_types'], less['oidc_conformant'], await flows()], [[older[1]], true, ['idp_access_token']]);
    await house.ask('PATCH', path, { body: { grant_types: [] } });
    assert.deepEqual(await flows(), []);
  });

  test('a list has one line that stands for all applications, filters, and both styles of paging', async () => {
    const globals = (await house.ask('GET', '/clients?is_global=true')).body;
    assert.deepEqual(globals.map(({ name, global }) => [name, global]), [['All Applications', true]]);
    const id = String(globals[0]?.['client_id']);
    assert.deepEqual((await house.ask('GET', `/clients/${id}`)).body, globals[0]);
    for (const [method, path] of [['PATCH', ''], ['DELETE', ''], ['POST', '/rotate-secret']] as const) await refused([method, `/clients/${id}${path}`, method === 'PATCH' ? { body: { name: 'x' } } : {}], /stands for all applications/);
    assert.equal((await fetch(`${house.running.origin}/authorize?client_id=${id}&response_type=code`, { redirect: 'manual' })).status, 400, 'nobody signs in with it');
    const own = (await house.ask('GET', '/clients?is_global=false&per_page=100')).body;
    assert.ok(own.length > 5 && own.every(({ global }) => global === false));
    assert.deepEqual((await house.ask('GET', '/clients?app_type=spa,native&is_global=false&per_page=100')).body, own.filter(({ app_type: type }) => type === 'spa' || type === 'native'));
    assert.ok((await house.ask('GET', '/clients?is_first_party=false')).body.every(({ is_first_party: first }) => first === false));
    const page = (await house.ask('GET', '/clients?is_global=false&page=1&per_page=2&include_totals=true')).body;
    assert.deepEqual([page['clients'], page['start'], page['limit'], page['total']], [own.slice(2, 4), 2, 2, own.length]);
    const first = (await house.ask('GET', '/clients?is_global=false&take=3&fields=client_id')).body;
    assert.deepEqual(first['clients'], own.slice(0, 3).map(({ client_id: one }) => ({ client_id: one })));
    const next = (await house.ask('GET', `/clients?is_global=false&take=100&from=${String(first['next'])}`)).body;
    assert.deepEqual([next['clients'], next['next']], [own.slice(3), undefined]);
  });

  test('RFC 7591 §2, A010: what an application may be is decided as in a registration, and told with Auth0’s names of the places', async () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{}, /name/], [{ name: '<b>' }, /name/], [{ name: 'x\u202Ey' }, /name/], [{ name: 'x', nonsense: 1 }, /nonsense/], [{ name: 'x', client_secret: 'mine' }, /client_secret/], [{ name: 'x', sso_disabled: true }, /sso_disabled must be false \(a session serves/], [{ name: 'x', compliance_level: 'fapi2_sp_pkj_mtls' }, /private_key_jwt/], [{ name: 'x', addons: { samlp: {} } }, /samlp/], [{ name: 'x', client_id: 'mine' }, /client_id/],
      [{ name: 'x', callbacks: ['https://*.example/cb'] }, /callbacks: https:\/\/\*\.example\/cb.*wildcard/], [{ name: 'x', callbacks: ['http://far.example/cb'] }, /loopback/], [{ name: 'x', callbacks: ['https://a.example/#x'] }, /fragment/], [{ name: 'x', callbacks: ['javascript:alert(1)'] }, /callbacks/],
      [{ name: 'x', callbacks: ['com.example.app:/cb'] }, /app_type native/], [{ name: 'x', allowed_logout_urls: ['https://u:p@a.example/'] }, /allowed_logout_urls.*user information/],
      [{ name: 'x', web_origins: ['https://a.example/'] }, /web_origins\.0.*browsers write it https:\/\/a\.example/], [{ name: 'x', allowed_origins: ['*'] }, /allowed_origins\.0.*wildcard/], [{ name: 'x', web_origins: ['http://far.example'] }, /loopback/], [{ name: 'x', web_origins: ['null'] }, /web_origins/],
      [{ name: 'x', logo_uri: 'javascript:1' }, /logo_uri.*https/], [{ name: 'x', initiate_login_uri: 'http://a.example/' }, /initiate_login_uri/], [{ name: 'x', oidc_logout: { backchannel_logout_urls: ['https://127.0.0.1/'] } }, /oidc_logout\.backchannel_logout_urls.*not a public address/],
      [{ name: 'x', grant_types: ['http://auth0.com/oauth/grant-type/mfa-otp'] }, /grant_types: http:\/\/auth0\.com\/oauth\/grant-type\/mfa-otp.*client_credentials/], [{ name: 'x', app_type: 'box' }, /app_type/], [{ name: 'x', oidc_conformant: 'no' }, /oidc_conformant/], [{ name: 'x', grant_types: ['http://auth0.com/oauth/legacy/grant-type/delegation/id_token'] }, /one switch here/],
      [{ name: 'x', jwt_configuration: { alg: 'none' } }, /jwt_configuration\.alg/], [{ name: 'x', jwt_configuration: { alg: 'HS256' } }, /jwt_configuration\.alg/], [{ name: 'x', jwt_configuration: { lifetime_in_seconds: 0 } }, /lifetime_in_seconds/], [{ name: 'x', token_endpoint_auth_method: 'magic' }, /token_endpoint_auth_method/],
      [{ name: 'x', app_type: 'spa', refresh_token: { rotation_type: 'non-rotating' } }, /RFC 9700 §2\.2\.2/], [{ name: 'x', refresh_token: { leeway: 61 } }, /leeway/], [{ name: 'x', refresh_token: { token_lifetime: 60, idle_token_lifetime: 61 } }, /idle_token_lifetime/],
      [{ name: 'x', refresh_token: { rotation_type: 'non-rotating', infinite_idle_token_lifetime: false } }, /infinite_idle/], [{ name: 'x', client_metadata: { a: 1 } }, /client_metadata/], [{ name: 'x', require_proof_of_possession: true, grant_types: ['implicit'] }, /bound access tokens/],
      [{ name: 'x', client_authentication_methods: { private_key_jwt: { credentials: [{ credential_type: 'public_key', pem: 'nonsense' }] } } }, /credentials\.0/], [{ name: 'x', client_authentication_methods: { private_key_jwt: { credentials: [{ id: 'other' }] } } }, /no such key/],
    ];
    for (const [body, told] of wrong) await refused(['POST', '/clients', { body }], told);
    for (const [body, told] of wrong.slice(3)) await refused(['PATCH', '/clients/web', { body: { ...body, app_type: 'app_type' in body ? body.app_type : 'regular_web', ...('refresh_token' in body && 'app_type' in body ? { token_endpoint_auth_method: 'none' } : {}) } }], told);
    await refused(['PATCH', '/clients/nobody', { body: { name: 'x' } }], /does not exist/, 404);
    assert.equal((await house.ask('GET', '/clients/nobody')).body['errorCode'], 'inexistent_client');
  });

  test('RFC 8693 §2.1: what an application may have in exchange is its exchange_policy; what a change does not name stays, and there is none for the Management API', async () => {
    const made = await create({ name: 'Exchanger', app_type: 'regular_web', exchange_policy: { targets: ['https://api.example'], delegation: true } });
    assert.deepEqual(made['exchange_policy'], { targets: ['https://api.example'], delegation: true, impersonation: false });
    const path = `/clients/${String(made['client_id'])}`;
    assert.deepEqual((await house.ask('PATCH', path, { body: { exchange_policy: { impersonation: true } } })).body['exchange_policy'], { targets: ['https://api.example'], delegation: true, impersonation: true });
    await refused(['PATCH', path, { body: { exchange_policy: { targets: [house.audience] } } }], /exchange_policy.targets: there is no exchange for the Management API/);
  });

  test('A211: members of prototypes and depth do nothing', async () => {
    const headers = { authorization: `Bearer ${await house.token()}`, 'content-type': 'application/json' };
    const post = (text: string) => fetch(`${house.running.origin}/api/v2/clients`, { method: 'POST', headers, body: text });
    assert.equal((await post('{"name":"x","__proto__":{"enabled":true}}')).status, 400);
    const metadata = await post('{"name":"x","client_metadata":{"__proto__":"y","constructor":"z"}}');
    assert.ok([201, 400].includes(metadata.status));
    assert.equal(({} as Record<string, unknown>)['enabled'], undefined);
    assert.equal((await post(`{"name":${'['.repeat(1000)}${']'.repeat(1000)}}`)).status, 400);
  });

  test('OIDC Core §10.1: HS256 is for applications with a secret, where the tenant switched it on; the secret is then kept sealed', async () => {
    const { storage, defaultTenant } = house.running.house;
    const tenant = await storage.tenants.find(defaultTenant.id) ?? defaultTenant;
    await storage.tenants.replace({ ...tenant, settings: { ...tenant.settings, legacyFlows: ['shared_secret_signing'] } });
    try {
      await refused(['POST', '/clients', { body: { name: 'x', app_type: 'spa', jwt_configuration: { alg: 'HS256' } } }], /jwt_configuration\.alg = HS256.*without a secret/);
      const made = await create({ name: 'Shared', callbacks: ['https://hs.example/cb'], jwt_configuration: { alg: 'HS256' } });
      const tokens = await tokensFor(house.running.browser(), { app: appOf(made), person: people.alice });
      assert.deepEqual(JSON.parse(Buffer.from(tokens.body['id_token']?.split('.')[0] ?? '', 'base64url').toString()), { alg: 'HS256', typ: 'JWT' }, JSON.stringify(tokens.body));
      const back = await house.ask('PATCH', `/clients/${String(made['client_id'])}`, { body: { jwt_configuration: { alg: 'RS256' } } });
      assert.deepEqual([back.status, (await storage.registry.findClient(defaultTenant.id, String(made['client_id'])))?.legacyFlows], [200, []]);
    } finally { await storage.tenants.replace(tenant); }
  });

  test('RFC 7523 §2.2: an application can prove itself with a key pair; its keys are named by their thumbprints, and a private one is not taken', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const withKey = (pem: string) => ({ client_authentication_methods: { private_key_jwt: { credentials: [{ credential_type: 'public_key', pem }] } } });
    await refused(['POST', '/clients', { body: { name: 'x', ...withKey(privateKey.export({ format: 'pem', type: 'pkcs8' }).toString()) } }], /not a public key/);
    const made = await create({ name: 'Keys', ...withKey(publicKey.export({ format: 'pem', type: 'spki' }).toString()) });
    assert.deepEqual([made['token_endpoint_auth_method'], made['client_secret']], [null, undefined]);
    const methods = made['client_authentication_methods'] as { readonly private_key_jwt: { readonly credentials: readonly { readonly id: string }[] } };
    assert.match(methods.private_key_jwt.credentials[0]?.id ?? '', /^[\w-]{43}$/);
    const same = await house.ask('PATCH', `/clients/${String(made['client_id'])}`, { body: { client_authentication_methods: methods } });
    assert.deepEqual([same.status, same.body['client_authentication_methods']], [200, methods]);
    const back = (await house.ask('PATCH', `/clients/${String(made['client_id'])}`, { body: { client_authentication_methods: null, token_endpoint_auth_method: 'client_secret_basic' } })).body;
    assert.deepEqual([back['token_endpoint_auth_method'], typeof back['client_secret']], ['client_secret_basic', 'string']);
  });

  test('RFC 6749 §6: a refresh token that does not rotate stays the same', async () => {
    const made = await create({ name: 'Still', callbacks: ['https://still.example/cb'], refresh_token: { rotation_type: 'non-rotating', expiration_type: 'expiring', token_lifetime: 3600 } });
    const tokens = await tokensFor(house.running.browser(), { app: appOf(made), person: people.alice }, { scope: 'openid offline_access' });
    const first = tokens.body['refresh_token'] ?? '';
    for (let turn = 0; turn < 2; turn++) {
      const again = await refresh(house.running.origin, appOf(made), first);
      assert.deepEqual([again.status, [undefined, first].includes(again.body['refresh_token'])], [200, true], JSON.stringify(again.body));
    }
    clock.advance(3601);
    assert.equal((await refresh(house.running.origin, appOf(made), first)).body['error'], 'invalid_grant');
  });

  test('a removed application is gone with everything that was issued to it', async () => {
    const made = await create({ name: 'Leaving', callbacks: ['https://leaving.example/cb'] });
    const app = appOf(made);
    const tokens = await tokensFor(house.running.browser(), { app, person: people.alice }, { scope: 'openid offline_access' });
    const userinfo = () => fetch(`${house.running.origin}/userinfo`, { headers: { authorization: `Bearer ${tokens.body['access_token'] ?? ''}` } });
    assert.equal((await userinfo()).status, 200);
    assert.equal((await house.ask('DELETE', `/clients/${app.id}`)).status, 204);
    assert.deepEqual([(await userinfo()).status, (await refresh(house.running.origin, app, tokens.body['refresh_token'] ?? '')).body['error'], (await house.ask('GET', `/clients/${app.id}`)).status], [401, 'invalid_client', 404]);
    assert.equal((await house.ask('DELETE', `/clients/${app.id}`)).status, 204, 'a second time is no fault');
  });

  test('A209: nobody takes over an application that may do more at this API than the own token allows', async () => {
    const strong = String(claimsOf(await house.token())['azp']);
    const token = await house.token('update:client_keys update:clients read:client_keys');
    assert.deepEqual([(await house.ask('POST', `/clients/${strong}/rotate-secret`, { token })).status], [403]);
    assert.equal((await house.ask('PATCH', `/clients/${strong}`, { token, body: { token_endpoint_auth_method: 'none' } })).status, 403);
    assert.equal((await house.ask('PATCH', `/clients/${strong}`, { token, body: { description: 'A new word' } })).status, 200);
  });

  test('A207: each operation wants its scope, and every write leaves one line of the log', async () => {
    const token = await house.token('read:client_grants');
    for (const [method, path] of [['GET', '/clients'], ['GET', '/clients/web'], ['POST', '/clients'], ['PATCH', '/clients/web'], ['DELETE', '/clients/web'], ['POST', '/clients/web/rotate-secret']] as const) assert.equal((await house.ask(method, path, { token, ...(method === 'GET' ? {} : { body: {} }) })).status, 403, `${method} ${path}`);
    const { storage, defaultTenant } = house.running.house;
    const made = await create({ name: 'Logged' });
    await house.ask('PATCH', `/clients/${String(made['client_id'])}`, { body: { name: 'Logged again' } });
    await house.ask('POST', `/clients/${String(made['client_id'])}/rotate-secret`);
    await house.ask('DELETE', `/clients/${String(made['client_id'])}`);
    const lines = (await storage.log.list(defaultTenant.id, { take: 1000 })).records.filter(({ event, detail }) => event.startsWith('management.clients.') && (detail.includes(String(made['client_id'])) || event.endsWith('create')));
    assert.deepEqual(lines.slice(0, 4).map(({ event, result }) => `${event} ${result}`), ['management.clients.delete allowed', 'management.clients.rotateSecret allowed', 'management.clients.update allowed', 'management.clients.create allowed']);
  });
});
