import assert from 'node:assert/strict';
import { createHash, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { compactDecrypt, decodeProtectedHeader } from 'jose';
import type { Client } from '../../src/protocol/client/client.ts';
import type { ResponseTypeName } from '../../src/protocol/vocabulary/names.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { authorizeUrl, call, newPkce, type App } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { addSignedApp, callSigned } from '../flows/signed-app.ts';
import { openSuite, run, userinfo, type Suite } from './suite.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const bits: Readonly<Record<string, number>> = { 'A128CBC-HS256': 256, 'A256CBC-HS512': 512, A128GCM: 128, A256GCM: 256 };

describe('Discovery says what works', () => {
  let suite: Suite;
  let metadata: Readonly<Record<string, unknown>>;
  before(async () => {
    suite = await openSuite();
    const known = await suite.house.house.storage.tenants.find(suite.house.house.defaultTenant.id);
    assert.ok(known !== undefined);
    await suite.house.house.storage.tenants.replace({ ...known, settings: { ...known.settings, registration: 'open' } });
    metadata = (await (await fetch(`${suite.house.origin}/.well-known/openid-configuration`)).json()) as typeof metadata;
  });
  after(() => suite.stop());

  const listOf = (member: string) => metadata[member] as readonly string[];
  let made = 0;
  const add = (over: Partial<Client>): Promise<App> => suite.add(`discovered-${made++}`, over);
  const address = (member: string) => String(metadata[member]).slice(suite.house.origin.length);
  const secretOf = (app: App) => app.secret ?? '';

  /** The private half, or the key that OIDC Core §10.2 derives from the secret. */
  function keyFor(alg: string, enc: string, app: App): KeyObject | Uint8Array {
    if (alg.startsWith('RSA')) return rsa.privateKey;
    if (alg.startsWith('ECDH')) return ec.privateKey;
    const length = alg === 'dir' ? bits[enc] ?? 0 : Number(alg.slice(1, 4));
    return createHash(length > 256 ? 'sha512' : 'sha256').update(secretOf(app)).digest().subarray(0, length / 8);
  }
  const encryptingKeys = { jwks: [{ ...rsa.publicKey.export({ format: 'jwk' }), kid: 'enc-rsa', use: 'enc' }, { ...ec.publicKey.export({ format: 'jwk' }), kid: 'enc-ec', use: 'enc' }], jwksUri: undefined };
  const opened = async (jwe: string, { alg, enc, app }: { readonly alg: string; readonly enc: string; readonly app: App }) => {
    assert.deepEqual([decodeProtectedHeader(jwe).alg, decodeProtectedHeader(jwe)['enc']], [alg, enc]);
    return new TextDecoder().decode((await compactDecrypt(jwe, keyFor(alg, enc, app))).plaintext);
  };

  /** A client that gets one form encrypted; its secret is sealed, for it is a key. */
  async function encryptedClient(form: 'idTokenEncryption' | 'userinfoEncryption' | 'responseEncryption' | 'introspectionEncryption', alg: string, enc: string): Promise<App> {
    const { formats } = await defaults();
    return sealed(await add({ keys: encryptingKeys, formats: { ...formats, [form]: { alg, enc } } }));
  }
  const defaults = async () => {
    const client = await suite.house.house.storage.clients.findClient(suite.house.house.defaultTenant.id, suite.app.id);
    assert.ok(client !== undefined);
    return client;
  };
  async function sealed(app: App): Promise<App> {
    const { storage, defaultTenant, sealing } = suite.house.house;
    const client = await storage.clients.findClient(defaultTenant.id, app.id);
    assert.ok(client !== undefined);
    const secrets = client.secrets.map((secret) => ({ ...secret, sealed: sealing.seal(Buffer.from(secretOf(app)), `client secret ${defaultTenant.id} ${app.id}`) }));
    await storage.registry.replaceClient({ ...client, secrets });
    return app;
  }
  const introspect = async (app: App, token: string) => (await fetch(`${suite.house.origin}${address('introspection_endpoint')}`, {
    method: 'POST', body: new URLSearchParams({ token }), headers: { accept: 'application/token-introspection+jwt', authorization: `Basic ${Buffer.from(`${app.id}:${secretOf(app)}`).toString('base64')}` },
  })).text();

  const everyEncryption = async (member: string, ask: (alg: string, enc: string) => Promise<void>) => {
    const encs = listOf(`${member}_encryption_enc_values_supported`);
    for (const [index, alg] of listOf(`${member}_encryption_alg_values_supported`).entries()) {
      // Every algorithm and every method of encryption, if not each pair of them.
      const wanted = index === 0 || alg === 'dir' ? encs : [encs[index % encs.length] ?? ''];
      for (const enc of wanted) await ask(alg, enc);
    }
  };
  const assertionAlgs = async (member: string, path: string) => {
    for (const alg of listOf(member)) {
      const app = await addSignedApp(suite.house, `discovered-${made++}`, { alg, requiresPkce: false });
      const answer = await callSigned(suite.house.origin, path, { fields: { grant_type: 'client_credentials', token: 'x' }, assertion: app.assertion() });
      assert.equal(answer.status, 200, `${alg}: ${JSON.stringify(answer.body)}`);
    }
  };
  const authenticationMethods = async (member: string, path: string) => {
    for (const method of listOf(member)) {
      const signed = method.endsWith('_jwt') ? await addSignedApp(suite.house, `discovered-${made++}`, { alg: method === 'private_key_jwt' ? 'ES256' : 'HS256' }) : undefined;
      const fields = { grant_type: 'client_credentials', token: 'x' };
      const answer = signed === undefined ? await call(suite.house.origin, path, { app: await add({ authenticationMethod: method as App['method'], grantTypes: ['client_credentials'] }), fields }) : await callSigned(suite.house.origin, path, { fields, assertion: signed.assertion() });
      assert.notEqual(answer.body['error'], 'invalid_client', method);
    }
  };
  /** Somebody is there: neither 404 nor, for the method that is meant, 405. */
  const answers = (method: 'GET' | 'POST') => async (member: string) => { assert.ok(![404, 405].includes((await fetch(`${suite.house.origin}${address(member)}`, { method, redirect: 'manual' })).status), member); };
  const isTrue = (member: string) => { assert.equal(metadata[member], true); };
  const isFalse = (member: string) => { assert.equal(metadata[member], false); };
  /** Held by tests of their own, which ask for more than a list can say. */
  const heldElsewhere = () => undefined;

  /** Who asks for each member. A member that nobody asks for fails the test below. */
  const asked: Readonly<Record<string, (member: string) => Promise<void> | void>> = {
    issuer: () => { assert.equal(metadata['issuer'], suite.house.issuer); },
    authorization_endpoint: answers('GET'), jwks_uri: answers('GET'), userinfo_endpoint: answers('GET'), end_session_endpoint: answers('GET'), check_session_iframe: answers('GET'),
    token_endpoint: answers('POST'), revocation_endpoint: answers('POST'), introspection_endpoint: answers('POST'), pushed_authorization_request_endpoint: answers('POST'), device_authorization_endpoint: answers('POST'),
    backchannel_authentication_endpoint: answers('POST'), registration_endpoint: answers('POST'),
    backchannel_token_delivery_modes_supported: (member) => { assert.deepEqual(listOf(member), ['poll', 'ping', 'push']); },
    backchannel_user_code_parameter_supported: isFalse,
    async backchannel_authentication_request_signing_alg_values_supported(member) {
      for (const alg of listOf(member)) {
        const app = await addSignedApp(suite.house, `discovered-${made++}`, { alg, grantTypes: ['urn:openid:params:grant-type:ciba'], ciba: { deliveryMode: 'poll', notificationEndpoint: undefined, requestSigningAlg: alg } });
        const request = app.requestObject({ scope: 'openid', login_hint: 'nobody@example.com', jti: alg });
        const { body } = await callSigned(suite.house.origin, '/bc-authorize', { fields: { request }, assertion: app.assertion() });
        assert.equal(body['error'], 'unknown_user_id', `${alg}: everything but the person was found right: ${JSON.stringify(body)}`);
      }
    },
    backchannel_logout_supported: isTrue, backchannel_logout_session_supported: isTrue, frontchannel_logout_supported: isTrue, frontchannel_logout_session_supported: isTrue,
    claims_parameter_supported: isTrue, request_parameter_supported: isTrue, request_uri_parameter_supported: isTrue, require_request_uri_registration: isTrue, authorization_response_iss_parameter_supported: isTrue,
    require_pushed_authorization_requests: isFalse, client_id_metadata_document_supported: isTrue, tls_client_certificate_bound_access_tokens: heldElsewhere, mtls_endpoint_aliases: heldElsewhere,
    async scopes_supported(member) {
      for (const scope of listOf(member)) assert.ok((await run(suite, { type: 'code', over: { scope: [...new Set(['openid', scope])].join(' ') } })).tokens?.body['scope']?.split(' ').includes(scope), scope);
    },
    async response_types_supported(member) {
      const app = await add({ responseTypes: listOf(member) as readonly ResponseTypeName[] });
      for (const type of listOf(member)) assert.equal((await run(suite, { type: type as ResponseTypeName, app })).fields.get('error'), null, type);
    },
    async response_modes_supported(member) {
      for (const mode of listOf(member)) {
        const { answer } = await run(suite, { type: 'code', over: { response_mode: mode } });
        assert.ok(answer.location !== undefined || ['form-post', 'web-message'].includes(pageOf(answer) ?? ''), mode);
      }
    },
    async grant_types_supported(member) {
      for (const grant of listOf(member).filter((one) => one !== 'implicit')) {
        const app = await add({ grantTypes: [grant as Client['grantTypes'][number]] });
        const answer = await call(suite.house.origin, '/oauth/token', { app, fields: { grant_type: grant } });
        assert.ok(!['unsupported_grant_type', 'invalid_client'].includes(answer.body['error'] ?? ''), `${grant}: ${answer.body['error'] ?? ''}`);
      }
    },
    async id_token_signing_alg_values_supported(member) {
      for (const alg of listOf(member)) {
        const app = await sealed(await add({ idTokenAlg: alg as Client['idTokenAlg'] }));
        assert.equal(decodeProtectedHeader((await run(suite, { type: 'code', app })).idToken ?? '').alg, alg);
      }
    },
    id_token_encryption_alg_values_supported: () => everyEncryption('id_token', async (alg, enc) => {
      const app = await encryptedClient('idTokenEncryption', alg, enc);
      assert.equal((await opened((await run(suite, { type: 'code', app })).idToken ?? '', { alg, enc, app })).split('.').length, 3);
    }),
    id_token_encryption_enc_values_supported: heldElsewhere,
    async userinfo_signing_alg_values_supported(member) {
      const { formats } = await defaults();
      for (const alg of listOf(member)) {
        const app = await add({ formats: { ...formats, userinfoSigningAlg: alg as Client['formats']['userinfoSigningAlg'] } });
        const { accessToken = '' } = await run(suite, { type: 'code', app });
        assert.equal(decodeProtectedHeader(await (await fetch(`${suite.house.origin}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })).text()).alg, alg);
      }
    },
    userinfo_encryption_alg_values_supported: () => everyEncryption('userinfo', async (alg, enc) => {
      const app = await encryptedClient('userinfoEncryption', alg, enc);
      const { accessToken = '' } = await run(suite, { type: 'code', app });
      assert.match(await opened(await (await fetch(`${suite.house.origin}/userinfo`, { headers: { authorization: `Bearer ${accessToken}` } })).text(), { alg, enc, app }), /"sub"|^ey/);
    }),
    userinfo_encryption_enc_values_supported: heldElsewhere,
    async authorization_signing_alg_values_supported(member) {
      const { formats } = await defaults();
      for (const alg of listOf(member)) {
        const app = await add({ formats: { ...formats, responseSigningAlg: alg as Client['formats']['responseSigningAlg'] } });
        assert.equal(decodeProtectedHeader((await run(suite, { type: 'code', app, over: { response_mode: 'jwt' } })).fields.get('response') ?? '').alg, alg);
      }
    },
    authorization_encryption_alg_values_supported: () => everyEncryption('authorization', async (alg, enc) => {
      const app = await encryptedClient('responseEncryption', alg, enc);
      assert.equal((await opened((await run(suite, { type: 'code', app, over: { response_mode: 'jwt' } })).fields.get('response') ?? '', { alg, enc, app })).split('.').length, 3);
    }),
    authorization_encryption_enc_values_supported: heldElsewhere,
    async introspection_signing_alg_values_supported(member) {
      const { formats } = await defaults();
      for (const alg of listOf(member)) {
        const app = await add({ formats: { ...formats, introspectionSigningAlg: alg as Client['formats']['introspectionSigningAlg'] } });
        assert.equal(decodeProtectedHeader(await introspect(app, (await run(suite, { type: 'code', app })).accessToken ?? '')).alg, alg);
      }
    },
    introspection_encryption_alg_values_supported: () => everyEncryption('introspection', async (alg, enc) => {
      const app = await encryptedClient('introspectionEncryption', alg, enc);
      assert.equal((await opened(await introspect(app, (await run(suite, { type: 'code', app })).accessToken ?? ''), { alg, enc, app })).split('.').length, 3);
    }),
    introspection_encryption_enc_values_supported: heldElsewhere,
    async subject_types_supported(member) {
      const subjects = await Promise.all(listOf(member).map(async (type) => {
        const app = await add({ subject: { type: type as 'public' | 'pairwise', sector: type === 'pairwise' ? 'suite.example' : undefined, sectorIdentifierUri: undefined } });
        const done = await run(suite, { type: 'code', app });
        return (await userinfo(suite, done.accessToken))['sub'];
      }));
      assert.equal(new Set(subjects).size, listOf(member).length);
    },
    token_endpoint_auth_methods_supported: (member) => authenticationMethods(member, '/oauth/token'),
    revocation_endpoint_auth_methods_supported: (member) => authenticationMethods(member, '/oauth/revoke'),
    introspection_endpoint_auth_methods_supported: (member) => authenticationMethods(member, '/oauth2/introspect'),
    token_endpoint_auth_signing_alg_values_supported: (member) => assertionAlgs(member, '/oauth/token'),
    revocation_endpoint_auth_signing_alg_values_supported: (member) => assertionAlgs(member, '/oauth/revoke'),
    introspection_endpoint_auth_signing_alg_values_supported: (member) => assertionAlgs(member, '/oauth2/introspect'),
    async dpop_signing_alg_values_supported(member) {
      for (const alg of listOf(member)) {
        const answer = await call(suite.house.origin, '/oauth/token', { app: await add({ grantTypes: ['client_credentials'] }), fields: { grant_type: 'client_credentials' }, headers: { dpop: proofOf(newDpopKey(alg), { htu: `${suite.house.origin}/oauth/token` }) } });
        assert.equal(answer.body['token_type'], 'DPoP', alg);
      }
    },
    async request_object_signing_alg_values_supported(member) {
      for (const alg of listOf(member)) {
        const app = await addSignedApp(suite.house, `discovered-${made++}`, { alg, firstParty: false, ...(alg === 'HS256' ? { requests: { parRequired: false, signedObjectRequired: false, objectSigningAlg: alg, objectUris: [] } } : {}) });
        const request = app.requestObject({ response_type: 'code', redirect_uri: app.redirectUri, scope: 'openid', code_challenge: newPkce().challenge, code_challenge_method: 'S256' });
        const pushed = await callSigned(suite.house.origin, '/oauth/par', { fields: { client_id: app.id, request }, assertion: app.assertion() });
        assert.equal(pushed.status, 201, `${alg}: ${JSON.stringify(pushed.body)}`);
      }
      assert.notEqual(strangerOf('ES256'), undefined);
    },
    request_object_encryption_alg_values_supported: heldElsewhere, request_object_encryption_enc_values_supported: heldElsewhere,
    async claims_supported(member) {
      const { accessToken, idToken = '' } = await run(suite, { type: 'code', over: { scope: 'openid profile email address phone' } });
      const claims = { ...(await suite.verify(idToken)), ...(await userinfo(suite, accessToken)) };
      for (const name of listOf(member).filter((one) => one !== 'acr' && one !== 'amr')) assert.ok(name in claims, name);
    },
    async acr_values_supported(member) {
      for (const acr of listOf(member)) assert.equal((await suite.verify((await run(suite, { type: 'code', over: { acr_values: acr } })).idToken ?? ''))['acr'], acr);
    },
    async prompt_values_supported(member) {
      for (const prompt of listOf(member)) assert.ok([null, 'login_required'].includes((await run(suite, { type: 'code', over: { prompt } })).fields.get('error')), prompt);
    },
    code_challenge_methods_supported: (member) => { assert.deepEqual(listOf(member), ['S256']); },
    display_values_supported: (member) => { assert.deepEqual(listOf(member), ['page']); },
    claim_types_supported: (member) => { assert.deepEqual(listOf(member), ['normal']); },
    async ui_locales_supported(member) {
      for (const language of listOf(member)) {
        const browser = suite.house.browser();
        const shown = await browser.follow(await browser.get(authorizeUrl(suite.app, newPkce(), { ui_locales: language })));
        assert.match(shown.text, new RegExp(`<html lang="${language}"`));
      }
    },
  };

  test('OIDC Discovery §3: somebody asks for every member of the document', () => {
    assert.deepEqual(Object.keys(metadata).filter((member) => !(member in asked)), []);
  });
  for (const [member, ask] of Object.entries(asked)) {
    test(`OIDC Discovery §3, RFC 8414 §2: ${member} is true`, async () => { if (member in metadata) await ask(member); });
  }
  test('RFC 8414 §3: both documents are one', async () => {
    assert.deepEqual(await (await fetch(`${suite.house.origin}/.well-known/oauth-authorization-server`)).json(), metadata);
  });
});
