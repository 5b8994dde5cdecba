import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { call } from '../flows/app.ts';
import { makeIdentity } from '../flows/certificates.ts';
import { api } from '../flows/fixtures.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const chosen = 'a-secret-that-an-administrator-chose-0123456789';
const pemOf = () => generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('Management API v2: how applications prove themselves', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse({ https: true, over: { clientCertificateHeader: 'x-client-cert' } }); });
  after(() => house.stop());
  const create = async (body: object) => {
    const answer = await house.ask('POST', '/clients', { body: { name: 'One', ...body } });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
    return answer.body;
  };
  const storedOf = async (id: unknown) => await house.running.house.storage.registry.findClient(house.running.house.defaultTenant.id, String(id)) ?? assert.fail('There is no such application.');

  test('a secret of the administrator’s own choice works, and takes the place of the one before', async () => {
    const made = await create({ app_type: 'non_interactive', client_secret: chosen });
    assert.equal(made['client_secret'], chosen);
    await house.ask('POST', '/client-grants', { body: { client_id: made['client_id'], audience: api, scope: ['read:things'] } });
    const tokenWith = async (secret: string) => (await call(house.running.origin, '/oauth/token', { app: { id: String(made['client_id']), secret, redirectUri: '', method: 'client_secret_post' }, fields: { grant_type: 'client_credentials', audience: api } })).status;
    assert.equal(await tokenWith(chosen), 200);
    const path = `/clients/${String(made['client_id'])}`;
    const plain = await house.ask('PATCH', path, { body: { client_secret: `${chosen}2` }, token: await house.token('update:clients') });
    assert.deepEqual([plain.status, plain.body['errorCode']], [403, 'insufficient_scope'], 'update:clients changes no secret');
    const keys = await house.token('update:client_keys');
    assert.equal((await house.ask('PATCH', path, { body: { name: 'Two' }, token: keys })).status, 403, 'update:client_keys changes nothing else');
    assert.equal((await house.ask('PATCH', path, { body: { client_secret: `${chosen}2` }, token: keys })).status, 200);
    assert.deepEqual([await tokenWith(chosen), await tokenWith(`${chosen}2`)], [401, 200]);
    assert.match(String((await house.ask('POST', '/clients', { body: { name: 'x', app_type: 'spa', client_secret: chosen } })).body['message']), /has no secret/);
  });

  test('A209: whoever may not hand out a scope can not take over an application that has it by choosing its secret', async () => {
    const { client_id: id } = await create({ app_type: 'non_interactive' });
    await house.ask('POST', '/client-grants', { body: { client_id: id, audience: house.audience, scope: ['delete:users'] } });
    assert.equal((await house.ask('PATCH', `/clients/${String(id)}`, { body: { client_secret: chosen }, token: await house.token('update:client_keys') })).status, 403);
  });

  test('RFC 8705 §2.1, RFC 8705 §2.2: certificates by name and by themselves; what is read can be written back', async () => {
    const { cert: pem } = await makeIdentity('CN=shop, O=Hooli');
    const byName = await create({ client_authentication_methods: { tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', name: 'Shop', subject_dn: 'CN=shop,O=Hooli' }] } } });
    const fromPem = await create({ client_authentication_methods: { tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', pem }] } } });
    const itself = await create({ client_authentication_methods: { self_signed_tls_client_auth: { credentials: [{ credential_type: 'x509_cert', name: 'Shop', pem }] } } });
    assert.deepEqual((await storedOf(byName['client_id'])).certificate, { kind: 'subject_dn', value: 'CN=shop,O=Hooli' });
    assert.match((await storedOf(fromPem['client_id'])).certificate?.value ?? '', /^(O=Hooli,CN=shop|CN=shop,O=Hooli)$/);
    assert.equal((await storedOf(itself['client_id'])).keys.jwks?.length, 1);
    for (const made of [byName, fromPem, itself]) {
      const { tenant, client_id: id, global, ...writable } = made;
      assert.deepEqual([tenant, global, made['token_endpoint_auth_method']], ['default', false, null]);
      assert.deepEqual((await house.ask('PATCH', `/clients/${String(id)}`, { body: writable })).body, made);
    }
    for (const credentials of [[{ credential_type: 'cert_subject_dn' }], [{ id: 'cred_other' }]]) assert.equal((await house.ask('POST', '/clients', { body: { name: 'x', client_authentication_methods: { tls_client_auth: { credentials } } } })).status, 400);
  });

  test('keys have names and may be held to one algorithm; several ways at once are refused', async () => {
    const made = await create({ client_authentication_methods: { private_key_jwt: { credentials: [{ credential_type: 'public_key', name: 'First', pem: pemOf(), alg: 'PS256', parse_expiry_from_cert: false }] } } });
    const [key] = (await storedOf(made['client_id'])).keys.jwks ?? [];
    assert.deepEqual([key?.['alg'], key?.['name'], key?.['use']], ['PS256', 'First', 'sig']);
    const two = await house.ask('POST', '/clients', { body: { name: 'x', client_authentication_methods: { private_key_jwt: { credentials: [{ credential_type: 'public_key', pem: pemOf() }] }, tls_client_auth: { credentials: [{ credential_type: 'cert_subject_dn', subject_dn: 'CN=x' }] } } } });
    assert.equal(two.status, 400);
  });

  test('FAPI 2.0 §5.3.2: a level of compliance brings pushed requests and bound tokens, and can be left again', async () => {
    const made = await create({ compliance_level: 'fapi2_sp_pkj_mtls', client_authentication_methods: { private_key_jwt: { credentials: [{ credential_type: 'public_key', pem: pemOf() }] } } });
    assert.deepEqual([made['compliance_level'], made['require_pushed_authorization_requests'], made['require_proof_of_possession']], ['fapi2_sp_pkj_mtls', true, true]);
    const left = (await house.ask('PATCH', `/clients/${String(made['client_id'])}`, { body: { compliance_level: null } })).body;
    assert.deepEqual([left['compliance_level'], (await storedOf(made['client_id'])).profile], [undefined, 'auth0']);
  });

  test('secrets of add-ons are sealed, never answered, and stay where they are not sent again', async () => {
    const made = await create({ addons: { azure_sb: { namespace: 'hooli', sasKeyName: 'send', sasKey: 'the key', entityPath: 'orders', expiration: 10 }, azure_blob: { accountName: 'hooli', containerName: 'c', storageAccessKey: 'a2V5', blob_read: true } } });
    assert.deepEqual(made['addons'], { azure_sb: { namespace: 'hooli', sasKeyName: 'send', entityPath: 'orders', expiration: 10 }, azure_blob: { accountName: 'hooli', containerName: 'c', blob_read: true } });
    const path = `/clients/${String(made['client_id'])}`;
    const changed = (await house.ask('PATCH', path, { body: { addons: { azure_sb: { namespace: 'hooli2', sasKeyName: 'send', entityPath: 'orders' } } } })).body;
    assert.deepEqual(changed['addons'], { azure_sb: { namespace: 'hooli2', sasKeyName: 'send', entityPath: 'orders' } });
    const stored = await storedOf(made['client_id']);
    assert.ok(!JSON.stringify(stored).includes('the key'));
    assert.deepEqual(Object.keys(stored.addons), ['azure_sb']);
    assert.equal((await house.ask('PATCH', path, { body: { addons: null } })).body['addons'], undefined);
  });

  test('Auth0: read:client_summary shows the names of applications alone, and read:client_credentials how they prove themselves', async () => {
    for (const [scope, members] of [['read:client_summary', ['app_type', 'client_id', 'global', 'is_first_party', 'name', 'tenant']], ['read:client_credentials', ['app_type', 'client_id', 'global', 'is_first_party', 'name', 'tenant', 'token_endpoint_auth_method']]] as const) {
      const token = await house.token(scope);
      assert.deepEqual(Object.keys((await house.ask('GET', '/clients/web', { token })).body).sort(), members);
      assert.ok((await house.ask('GET', '/clients', { token })).body.every((one) => one['callbacks'] === undefined));
    }
  });
});
