import assert from 'node:assert/strict';
import { createPublicKey, X509Certificate } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { authorizeUrl, newPkce, tokensFor } from '../flows/app.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

describe('Management API v2: tenant, connection and keys', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());
  const refused = async (asked: Parameters<ManagedHouse['ask']>, told: RegExp, status = 400) => {
    const answer = await house.ask(...asked);
    assert.equal(answer.status, status, JSON.stringify(answer.body));
    assert.match(String(answer.body['message']), told);
  };
  const lines = async () => (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 1000 })).records.filter(({ event }) => event.startsWith('management.')).map(({ event }) => event);

  test('settings of the tenant are read, changed one by one, and hold at once', async () => {
    const before = (await house.ask('GET', '/tenants/settings')).body;
    assert.deepEqual([before['session_lifetime'], before['idle_session_lifetime'], before['flags']], [168, 72, { enable_dynamic_client_registration: false, enable_rules: false, require_pushed_authorization_requests: false, send_verification_email: true, require_verified_email: false, end_sessions_with_password: true, allow_legacy_delegation_grant_types: false, allow_legacy_ro_grant_types: false, allow_legacy_tokeninfo_endpoint: false, allow_legacy_access_token_grant_types: false, allow_legacy_password_grant_types: false, allow_legacy_implicit_grant_types: false, allow_legacy_hybrid_response_types: false, allow_legacy_attribute_scopes: false, allow_legacy_shared_secret_signing: false, disable_clickjack_protection_headers: false, enable_sso: true, revoke_refresh_token_grant: false }]);
    const written = { friendly_name: 'Hooli', support_email: 'help@hooli.example', default_audience: 'https://api.example', default_directory: 'Username-Password-Authentication', allowed_logout_urls: ['https://hooli.example/bye'], session_lifetime: 10, idle_session_lifetime: 0.5, flags: { ...(before['flags'] as object), enable_dynamic_client_registration: true, enable_rules: true } };
    const changed = await house.ask('PATCH', '/tenants/settings', { body: written });
    assert.equal(changed.status, 200, JSON.stringify(changed.body));
    assert.deepEqual(changed.body, { ...before, ...written });
    assert.deepEqual((await house.ask('GET', '/tenants/settings')).body, changed.body);
    const registered = await fetch(`${house.running.origin}/oidc/register`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ redirect_uris: ['https://new.example/cb'] }) });
    assert.equal(registered.status, 201);
    const back = await house.ask('PATCH', '/tenants/settings', { body: { default_audience: '', support_email: null, allowed_logout_urls: [], flags: { enable_dynamic_client_registration: false } } });
    assert.deepEqual([back.body['default_audience'], back.body['support_email'], back.body['friendly_name']], [undefined, undefined, 'Hooli']);
    assert.deepEqual(Object.keys((await house.ask('GET', '/tenants/settings?fields=friendly_name')).body), ['friendly_name']);
  });

  test('settings that were read can be written back as they are; what is fixed says why where it is to be another', async () => {
    const before = (await house.ask('GET', '/tenants/settings')).body;
    const again = await house.ask('PATCH', '/tenants/settings', { body: before });
    assert.deepEqual([again.status, again.body], [200, before], JSON.stringify(again.body));
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ session_cookie: { mode: 'non-persistent' } }, /session_cookie\.mode must be "persistent" \(sessions outlive/], [{ flags: { enable_sso: false } }, /flags\.enable_sso must be true \(a session serves/], [{ flags: { enable_pipeline2: true } }, /flags\.enable_pipeline2 must be false/], [{ enabled_locales: ['xx'] }, /enabled_locales/], [{ sandbox_version: '8' }, /sandbox_version/],
      [{ device_flow: { mask: '****' } }, /device_flow\.mask/], [{ picture_url: 'http://plain.example/x.png' }, /picture_url/], [{ support_url: 'javascript:1' }, /support_url/],
    ];
    for (const [body, told] of wrong) await refused(['PATCH', '/tenants/settings', { body }], told);
  });

  test('settings with an effect have it: pictures and help on the pages, codes of devices, contexts, and the tenant’s half of unsafe flows', async () => {
    const { body } = await house.ask('PATCH', '/tenants/settings', { body: { picture_url: 'https://hooli.example/logo.png', support_url: 'https://hooli.example/help', support_email: '', acr_values_supported: ['urn:gatehouse:acr:password', 'urn:hooli:gold'], device_flow: { charset: 'digits', mask: '***-***-***' }, session_lifetime_in_minutes: 90, idle_session_lifetime_in_minutes: 30, flags: { allow_legacy_ro_grant_types: true, require_pushed_authorization_requests: true } } });
    assert.deepEqual([body['session_lifetime'], body['idle_session_lifetime']], [1.5, 0.5]);
    const { settings } = (await house.running.house.storage.tenants.find(house.running.house.defaultTenant.id)) ?? assert.fail();
    assert.deepEqual([settings.parRequired, settings.legacyFlows, settings.userCodes], [true, ['resource_owner'], { alphabet: 'digits', mask: '***-***-***' }]);
    const others = ['access_token_grant_types', 'password_grant_types', 'implicit_grant_types', 'hybrid_response_types', 'attribute_scopes', 'shared_secret_signing'].map((name) => `allow_legacy_${name}`);
    const flagged = async (on: boolean) => (await house.ask('PATCH', '/tenants/settings', { body: { flags: Object.fromEntries(others.map((name) => [name, on])) } })).body['flags'] as Readonly<Record<string, boolean>>;
    assert.deepEqual(others.map(((flags) => (name: string) => flags[name])(await flagged(true))), others.map(() => true));
    assert.deepEqual((await house.running.house.storage.tenants.find(house.running.house.defaultTenant.id))?.settings.legacyFlows.toSorted(), ['attribute_scopes', 'hybrid', 'idp_access_token', 'implicit', 'password', 'resource_owner', 'shared_secret_signing']);
    await flagged(false);
    const metadata = await (await fetch(`${house.running.origin}/.well-known/openid-configuration`)).json() as Readonly<Record<string, unknown>>;
    assert.deepEqual([metadata['acr_values_supported'], metadata['require_pushed_authorization_requests']], [['urn:gatehouse:acr:password', 'urn:hooli:gold'], true]);
    await house.ask('PATCH', '/tenants/settings', { body: { acr_values_supported: ['urn:gatehouse:acr:password'], flags: { allow_legacy_ro_grant_types: false, require_pushed_authorization_requests: false } } });
    const browser = house.running.browser();
    const { text } = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
    assert.ok(text.includes('src="https://hooli.example/logo.png"') && text.includes('href="https://hooli.example/help"'));
    const device = await fetch(`${house.running.origin}/oauth/device/code`, { method: 'POST', body: new URLSearchParams({ client_id: apps.dev.id, scope: 'openid' }) });
    assert.match(String((await device.json() as Readonly<Record<string, unknown>>)['user_code']), /^\d{3}-\d{3}-\d{3}$/);
    await house.ask('PATCH', '/tenants/settings', { body: { picture_url: null, support_url: null, device_flow: { charset: 'base20', mask: '****-****' }, session_lifetime: 10 } });
  });

  test('of several administrators at once nobody loses a change', async () => {
    const { id } = (await house.ask('GET', '/connections')).body[0] ?? {};
    const made = [{ friendly_name: 'At once' }, { support_email: 'at@once.example' }, { session_lifetime: 77 }, { flags: { allow_legacy_tokeninfo_endpoint: true } }].map((body) => house.ask('PATCH', '/tenants/settings', { body }));
    const statuses = (await Promise.all([...made, house.ask('PATCH', `/connections/${String(id)}`, { body: { options: { disable_signup: true } } })])).map(({ status }) => status);
    assert.deepEqual(statuses, [200, 200, 200, 200, 200]);
    const after = (await house.ask('GET', '/tenants/settings')).body;
    assert.deepEqual([after['friendly_name'], after['support_email'], after['session_lifetime'], (after['flags'] as Readonly<Record<string, boolean>>)['allow_legacy_tokeninfo_endpoint']], ['At once', 'at@once.example', 77, true]);
    assert.deepEqual((await house.ask('GET', `/connections/${String(id)}`)).body['options'], { disable_signup: true });
    await house.ask('PATCH', `/connections/${String(id)}`, { body: { options: { disable_signup: false } } });
    await house.ask('PATCH', '/tenants/settings', { body: { friendly_name: 'Hooli', support_email: null, session_lifetime: 10, flags: { allow_legacy_tokeninfo_endpoint: false } } });
  });

  test('settings that make no sense are refused, each with its place', async () => {
    const wrong: readonly (readonly [object, RegExp])[] = [
      [{ nonsense: 1 }, /nonsense/], [{ friendly_name: '<b>' }, /friendly_name/], [{ friendly_name: 'a\nb' }, /friendly_name/], [{ support_email: 'nobody' }, /support_email/], [{ default_audience: 'https://nowhere.example' }, /there is no API/], [{ default_directory: 'other' }, /there is no database other/],
      [{ allowed_logout_urls: ['https://*.example/'] }, /allowed_logout_urls\.0.*wildcard/], [{ allowed_logout_urls: ['javascript:1'] }, /allowed_logout_urls\.0/], [{ session_lifetime: 0 }, /session_lifetime/], [{ session_lifetime: 1, idle_session_lifetime: 2 }, /longer/],
      [{ flags: { other: true } }, /other/], [{ environment: 'production', issuer: 'https://evil.example/' }, /environment, issuer/],
    ];
    for (const [body, told] of wrong) await refused(['PATCH', '/tenants/settings', { body }], told);
  });

  interface Key { readonly kid: string; readonly alg: string; readonly current: boolean; readonly next: boolean; readonly previous: boolean; readonly revoked: boolean; readonly cert: string; readonly pkcs7: string; readonly thumbprint: string; readonly fingerprint: string; readonly jwk: Readonly<Record<string, unknown>> }
  const listKeys = async () => (await house.ask('GET', '/keys/signing')).body as unknown as readonly Key[];

  const one = (keys: readonly Key[], fits: (key: Key) => boolean): Key => {
    const found = keys.find(fits);
    assert.ok(found !== undefined);
    return found;
  };
  const ofRsa = (state: 'current' | 'next') => (key: Key) => key.alg === 'RS256' && key[state];

  test('keys are listed with their public halves alone, and rotated: the next one signs, what was signed before stays good', async () => {
    await house.running.house.keys.warmUp();
    const keys = await listKeys();
    assert.deepEqual(keys.filter(({ current }) => current).map(({ alg }) => alg).sort(), ['ES256', 'EdDSA', 'PS256', 'RS256']);
    assert.ok(keys.every(({ jwk }) => jwk['use'] === 'sig' && jwk['d'] === undefined && jwk['p'] === undefined));
    assert.ok(!JSON.stringify(keys).includes('sealed'));
    const [old, heir] = [one(keys, ofRsa('current')), one(keys, ofRsa('next'))];
    assert.deepEqual((await house.ask('GET', `/keys/signing/${old.kid}`)).body, old);
    const rotated = await house.ask('POST', '/keys/signing/rotate');
    assert.equal(rotated.status, 201, JSON.stringify(rotated.body));
    const later = await listKeys();
    assert.deepEqual([one(later, ({ kid }) => kid === old.kid).previous, one(later, ofRsa('current')).kid, one(later, ofRsa('next')).kid], [true, heir.kid, rotated.body['kid']]);
    const tokens = await tokensFor(house.running.browser(), { app: apps.web, person: people.alice });
    assert.equal((JSON.parse(Buffer.from(String(tokens.body['id_token']).split('.')[0] as string, 'base64url').toString()) as { readonly kid: string }).kid, heir.kid);
    assert.equal((await house.ask('GET', '/clients?take=1')).status, 200, 'the token of the test is one of the key of before');
    const told = await lines();
    assert.deepEqual([told.filter((event) => event === 'management.keys.signing.rotate').length, told.includes('management.tenants.settings.update')], [1, true]);
  });

  test('RFC 5280 §4.1: each key has a certificate by itself, which stays the same, also when several ask for it first', async () => {
    const lists = await Promise.all([listKeys(), listKeys(), listKeys()]);
    assert.deepEqual(lists[1], lists[0]);
    assert.deepEqual(lists[2], lists[0]);
    for (const { cert, pkcs7, thumbprint, fingerprint, jwk } of lists[0] ?? []) {
      const certificate = new X509Certificate(cert);
      assert.equal(certificate.verify(createPublicKey({ key: jwk, format: 'jwk' })), true);
      assert.deepEqual([certificate.subject, certificate.issuer, certificate.fingerprint, certificate.ca], [certificate.issuer, `CN=${new URL(house.running.origin).host}`, fingerprint, false]);
      assert.equal(thumbprint, fingerprint.replaceAll(':', ''));
      assert.ok(certificate.validToDate.getTime() - Date.now() > 12 * 365 * 86_400_000);
      assert.ok(Buffer.from(pkcs7.replaceAll(/-----.*-----|\n/g, ''), 'base64').includes(certificate.raw));
    }
    assert.ok(!(await (await fetch(`${house.running.origin}/.well-known/jwks.json`)).text()).includes('x5c'));
  });

  test('a revoked key is published no more, and what it signed is no longer good', async () => {
    const old = one(await listKeys(), ({ alg, previous }) => alg === 'RS256' && previous);
    assert.deepEqual((await house.ask('PUT', `/keys/signing/${old.kid}/revoke`)).body, { kid: old.kid, cert: old.cert });
    assert.equal((await house.ask('GET', '/clients?take=1')).status, 401);
    const token = await house.token();
    assert.equal((await house.ask('GET', `/keys/signing/${old.kid}`, { token })).body['revoked'], true);
    await refused(['PUT', `/keys/signing/${old.kid}/revoke`, { token }], /already/);
    await refused(['PUT', '/keys/signing/nothing/revoke', { token }], /does not exist/, 404);
    await refused(['GET', '/keys/signing/nothing', { token }], /does not exist/, 404);
    assert.ok(!(await (await fetch(`${house.running.origin}/.well-known/jwks.json`)).text()).includes(old.kid));
    assert.equal((await lines()).filter((event) => event === 'management.keys.signing.revoke').length >= 1, true);
  });

  test('A207: each operation wants its scope', async () => {
    const token = await house.token('read:client_grants');
    const asked = [['GET', '/tenants/settings'], ['PATCH', '/tenants/settings'], ['GET', '/connections'], ['POST', '/connections'], ['GET', '/connections/x'], ['PATCH', '/connections/x'], ['DELETE', '/connections/x'], ['GET', '/connections/x/clients'], ['PATCH', '/connections/x/clients'], ['GET', '/clients/web/connections'],
      ['GET', '/keys/signing'], ['GET', '/keys/signing/x'], ['POST', '/keys/signing/rotate'], ['PUT', '/keys/signing/x/revoke']] as const;
    for (const [method, path] of asked) {
      const answer = await house.ask(method, path, { token, ...(method === 'GET' ? {} : { body: {} }) });
      assert.deepEqual([answer.status, answer.body['errorCode']], [403, 'insufficient_scope'], `${method} ${path}`);
    }
  });
});
