import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { generateKeyPairSync } from 'node:crypto';
import { houseWith, register, type Metadata } from '../endpoints/registration/registrar.ts';
import type { RunningHouse } from '../flows/house.ts';
import { startPlain, startTrap, type Listener } from '../outbound/listeners.ts';

const good: Metadata = { redirect_uris: ['https://rp.example/cb'] };
const rsa = (modulusLength: number) => generateKeyPairSync('rsa', { modulusLength });
const es = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const publicKey = es.publicKey.export({ format: 'jwk' });

describe('what strangers say of themselves', () => {
  let house: RunningHouse;
  let documents: Listener;
  let trap: Listener;
  let listed: unknown;
  before(async () => {
    documents = await startPlain((_request, response) => { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(listed)); });
    trap = await startTrap();
    house = await houseWith({ registration: 'open' }, { outboundAllow: `127.0.0.1:${documents.port}` });
  });
  after(async () => { assert.equal(trap.connections(), 0); await house.stop(); await documents.stop(); await trap.stop(); });

  const stored = async () => (await house.house.storage.registry.listClients(house.house.defaultTenant.id)).length;
  async function refused(metadata: Metadata, error = 'invalid_client_metadata'): Promise<string> {
    const before = await stored();
    const { status, body } = await register(house, metadata);
    assert.deepEqual([status, body['error']], [400, error], JSON.stringify(metadata).slice(0, 300));
    assert.equal(await stored(), before, 'nothing is stored');
    return String(body['error_description']);
  }

  test('A010 RFC 7591 §5: addresses that run, read or hide something are refused, for web and native applications', async () => {
    const bad = [
      'javascript:alert(1)', 'JaVaScRiPt:alert(1)', 'data:text/html,x', 'vbscript:x', 'file:///etc/passwd', 'blob:https://a.example/1', 'about:blank', 'https://rp.example/cb#fragment', 'https://rp.example/#', 'http://rp.example/cb',
      '/relative', 'rp.example/cb', '*', 'https://*.rp.example/cb', 'https://rp.example/*', 'https://user:secret@rp.example/cb', 'https://user@rp.example/cb', 'https:rp.example/cb', 'https:///cb', 'https://rp.example/a b', 'https://rp.example\\@evil.example/',
      'http://127.0.0.1.evil.example/', 'http://localhost.evil.example/', 'http://0x7f000001.example/', 'ftp://rp.example/', 'custom:/cb', 'urn:ietf:wg:oauth:2.0:oob', 'https://rp.example/\u202ecb', 'https://ünicode.example/', `https://rp.example/${'x'.repeat(2100)}`,
    ];
    for (const uri of bad) {
      for (const type of ['web', 'native']) {
        const { status, body } = await register(house, { redirect_uris: ['https://rp.example/ok', uri], application_type: type });
        assert.equal(status, 400, `${type} ${uri}`);
        assert.match(String(body['error']), /^invalid_(redirect_uri|client_metadata)$/, uri);
      }
    }
    await refused({ redirect_uris: ['com.example.app:/cb'], application_type: 'web' }, 'invalid_redirect_uri');
    await refused({ redirect_uris: [] }, 'invalid_redirect_uri');
    await refused({ redirect_uris: 'https://rp.example/cb' });
    await refused({ redirect_uris: [1] });
    await refused({ redirect_uris: Array.from({ length: 51 }, (_, i) => `https://rp.example/${i}`) });
    for (const uri of ['https://rp.example/cb?a=b', 'http://127.0.0.1:3000/cb', 'http://localhost/cb', 'http://[::1]:3000/']) assert.equal((await register(house, { redirect_uris: [uri] })).status, 201, uri);
    assert.equal((await register(house, { redirect_uris: ['com.example.app:/cb'], application_type: 'native' })).status, 201);
  });

  test('A006 RFC 9700 §4.1: an address whose query has a name of answers can not be registered', async () => {
    for (const name of ['code', 'state', 'iss', 'response', 'error', 'id_token', 'access_token']) {
      assert.match(await refused({ redirect_uris: [`https://rp.example/cb?a=1&${name}=x`] }, 'invalid_redirect_uri'), new RegExp(name));
      await refused({ ...good, post_logout_redirect_uris: [`https://rp.example/out?${name}=x`] });
    }
    await refused({ redirect_uris: ['https://rp.example/cb?c%6fde=x'] }, 'invalid_redirect_uri');
  });

  test('A100 RFC 7591 §2: keys that are private, secret, weak, too many or for something else', async () => {
    const jwks = (...keys: readonly object[]) => refused({ ...good, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys } });
    await jwks(es.privateKey.export({ format: 'jwk' }));
    await jwks({ kty: 'oct', k: 'c2VjcmV0' });
    await jwks(rsa(1024).publicKey.export({ format: 'jwk' }));
    await jwks({ ...rsa(2048).publicKey.export({ format: 'jwk' }), e: 'AQ' });
    await jwks({ ...publicKey, use: 'wrong' });
    await jwks(...Array.from({ length: 101 }, () => publicKey));
    await jwks();
    for (const set of ['text', [], { keys: 'no' }, { keys: [null] }]) await refused({ ...good, jwks: set });
    await refused({ ...good, token_endpoint_auth_method: 'private_key_jwt' });
    await refused({ ...good, jwks: { keys: [publicKey] }, jwks_uri: 'https://rp.example/jwks' });
    assert.equal((await register(house, { ...good, token_endpoint_auth_method: 'private_key_jwt', jwks: { keys: [publicKey] } })).status, 201);
  });

  test('A102 RFC 7591 §5: an address inside is refused when it is registered, however it is written, and nobody asks there', async () => {
    const hosts = ['127.0.0.1', '127.1', '2130706433', '0x7f000001', '017700000001', '0.0.0.0', 'localhost', '[::1]', '[::ffff:127.0.0.1]', '10.0.0.1', '172.16.0.1', '192.168.0.1', '169.254.169.254', '[fc00::1]', '[fe80::1]'];
    for (const host of hosts) {
      for (const name of ['jwks_uri', 'sector_identifier_uri', 'backchannel_logout_uri', 'backchannel_client_notification_endpoint']) await refused({ ...good, [name]: `https://${host}:${trap.port}/x` });
      await refused({ ...good, request_uris: [`https://${host}:${trap.port}/x#hash`] });
    }
    for (const uri of ['http://rp.example/jwks', 'ftp://rp.example/jwks', 'https://user@rp.example/jwks', 'https://rp.example/jwks#x', 'nothing']) await refused({ ...good, jwks_uri: uri });
  });

  test('A105 OIDC Registration §5: a sector_identifier_uri that does not vouch for every redirect URI', async () => {
    const sector = (path: string): Metadata => ({ ...good, subject_type: 'pairwise', sector_identifier_uri: `${documents.url}${path}` });
    for (const [i, body] of [{}, ['https://rp.example/other'], [1, 'https://rp.example/cb'], { redirect_uris: good['redirect_uris'] }].entries()) {
      listed = body;
      assert.match(await refused(sector(`bad-${i}`)), /sector_identifier_uri/);
    }
    listed = ['https://other.example/', 'https://rp.example/cb'];
    const { status, body } = await register(house, sector('good'));
    assert.deepEqual([status, body['subject_type']], [201, 'pairwise']);
    const client = await house.house.storage.clients.findClient(house.house.defaultTenant.id, String(body['client_id']));
    assert.equal(client?.subject.sector, '127.0.0.1');
    await refused({ redirect_uris: ['https://a.example/', 'https://b.example/'], subject_type: 'pairwise' });
    const own = await register(house, { ...good, subject_type: 'pairwise' });
    assert.equal((await house.house.storage.clients.findClient(house.house.defaultTenant.id, String(own.body['client_id'])))?.subject.sector, 'rp.example');
  });

  test('A123 OIDC Registration §2: links of pages are https, or refused when they are written', async () => {
    for (const name of ['logo_uri', 'policy_uri', 'tos_uri', 'client_uri', 'initiate_login_uri']) {
      for (const uri of ['javascript:alert(1)', 'data:text/html,<script>', 'http://rp.example/x', '//rp.example/x', 'https:rp.example', 'https://user:x@rp.example/', 'https://', 'x']) await refused({ ...good, [name]: uri });
      assert.equal((await register(house, { ...good, [name]: 'https://rp.example/x' })).body[name], 'https://rp.example/x');
    }
  });

  test('A121, A122 RFC 7591 §2: names may hold what pages escape, and nothing that turns lines or directions', async () => {
    for (const name of ['<script>alert(1)</script>', '"><img src=x onerror=alert(1)>', '{{7*7}}', "'; DROP TABLE clients; --"]) assert.equal((await register(house, { ...good, client_name: name })).body['client_name'], name);
    for (const name of ['a\r\nb', 'a\u202eb', 'a\u0000b', 'a\u001b[31m', 'x'.repeat(101), '\ud800', 7, ['a']]) await refused({ ...good, client_name: name });
  });

  test('RFC 7591 §2: members that do not go together, or that this server does not have', async () => {
    for (const wrong of [
      { token_endpoint_auth_method: 'magic' }, { token_endpoint_auth_signing_alg: 'none' }, { response_types: ['token'] }, { response_types: ['code id_token'] }, { response_types: ['id_token'], grant_types: ['authorization_code'] }, { response_types: ['foo'] },
      { grant_types: ['refresh_token'], response_types: ['code'] }, { id_token_signed_response_alg: 'none' }, { id_token_encrypted_response_enc: 'A128GCM' }, { id_token_encrypted_response_alg: 'RSA1_5' },
      { id_token_encrypted_response_alg: 'RSA-OAEP-256' }, { userinfo_signed_response_alg: 'HS1' }, { request_object_signing_alg: 'none' }, { subject_type: 'secret' }, { application_type: 'game' }, { default_max_age: -1 }, { default_max_age: '60' },
      { require_auth_time: 'true' }, { contacts: 'me' }, { backchannel_token_delivery_mode: 'ping' }, { frontchannel_logout_uri: 'https://elsewhere.example/out' }, { dpop_bound_access_tokens: 1 }, { tls_client_auth_san_dns: 'a', tls_client_auth_san_ip: 'b' },
    ]) await refused({ ...good, ...wrong });
  });

  test('RFC 7591 §3.2.1: everything that is known comes back as it was taken', async () => {
    const all: Metadata = {
      ...good, application_type: 'web', client_name: 'All', contacts: ['a@example.com'], software_id: 'x', software_version: '1', grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'],
      token_endpoint_auth_method: 'private_key_jwt', token_endpoint_auth_signing_alg: 'ES256', jwks: { keys: [{ ...publicKey, kid: 'one' }] }, post_logout_redirect_uris: ['https://rp.example/out'],
      require_pushed_authorization_requests: true, require_signed_request_object: true, request_object_signing_alg: 'ES256', request_uris: ['https://rp.example/r#abc'], dpop_bound_access_tokens: true,
      id_token_signed_response_alg: 'ES256', id_token_encrypted_response_alg: 'ECDH-ES', id_token_encrypted_response_enc: 'A256GCM', userinfo_signed_response_alg: 'PS256', authorization_signed_response_alg: 'EdDSA', introspection_signed_response_alg: 'RS256',
      subject_type: 'pairwise', backchannel_logout_uri: 'https://rp.example/bl', backchannel_logout_session_required: true, frontchannel_logout_uri: 'https://rp.example/fl', frontchannel_logout_session_required: true,
      default_max_age: 60, require_auth_time: true, default_acr_values: ['urn:a'], backchannel_token_delivery_mode: 'poll',
    };
    const { status, body } = await register(house, all);
    assert.equal(status, 201);
    for (const [name, value] of Object.entries(all)) assert.deepEqual(body[name], value, name);
    assert.equal(body['client_secret'], undefined);
  });
});
