import assert from 'node:assert/strict';
import { createHmac, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { api, apps } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addSignedApp, assertionFields, callSigned, logLineOf, secretOf, type Claims, type SignedApp } from '../flows/signed-app.ts';
import { craft } from '../jose/keys-of-test.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { MovableClock } from '../flows/clock.ts';

const clock = new MovableClock();
let house: RunningHouse;
let strict: SignedApp;
let loose: SignedApp;
let fapi: SignedApp;
let rsa: SignedApp;
let hs: SignedApp;
before(async () => {
  house = await startHouse({ clock });
  strict = await addSignedApp(house, 'pkjwt');
  loose = await addSignedApp(house, 'pkjwt-loose', { assertions: { signingAlg: undefined, audience: 'endpoints' } });
  fapi = await addSignedApp(house, 'pkjwt-fapi', { profile: 'fapi2', alg: 'PS256', assertions: { signingAlg: undefined, audience: 'endpoints' } });
  rsa = await addSignedApp(house, 'pkjwt-rsa', { alg: 'RS256', assertions: { signingAlg: 'RS256', audience: 'issuer' } });
  hs = await addSignedApp(house, 'csjwt', { alg: 'HS256' });
});
after(() => house.stop());

/** Twenty wrong tries a minute are throttled: each case has its own minute. */
const nextMinute = () => { clock.advance(61); };

/** What the endpoint answers to an application that shows this: the error, or `accepted`. */
async function show(assertion: string, { path = '/oauth/revoke', fields = {} }: { readonly path?: string; readonly fields?: Readonly<Record<string, string>> } = {}) {
  const answer = await callSigned(house.origin, path, { assertion, fields: { token: 'x', ...fields } });
  nextMinute();
  if (answer.status === 200) return { outcome: 'accepted', reason: undefined };
  assert.equal(answer.body['error'], 'invalid_client');
  assert.equal(answer.status, 401);
  assert.equal(answer.body['error_description'], 'Client authentication failed: check client_id, its registered authentication method, and the secret or the signed assertion.');
  return { outcome: 'refused', reason: (await logLineOf(house, answer.agent)).reason };
}
const refusedFor = async (reason: string, assertion: string, more?: Parameters<typeof show>[1]) => assert.deepEqual(await show(assertion, more), { outcome: 'refused', reason });
const accepted = async (assertion: string, more?: Parameters<typeof show>[1]) => assert.deepEqual(await show(assertion, more), { outcome: 'accepted', reason: undefined });

describe('CA: client assertions', () => {
  test('RFC 7523 §2.2: private_key_jwt and client_secret_jwt authenticate at every endpoint that applications call', async () => {
    for (const app of [strict, loose, fapi, rsa, hs]) for (const path of ['/oauth/revoke', '/oauth2/introspect', '/oauth2/revoke']) await accepted(app.assertion(), { path });
    const tokens = await callSigned(house.origin, '/oauth/token', { assertion: strict.assertion(), fields: { grant_type: 'client_credentials', audience: api } });
    assert.equal(tokens.body['error'], 'access_denied', 'authenticated, and not authorized for the API');
  });

  test('A062 RFC 8725 §2.1, RFC 8725 §3.1: none, HS256 with the public key, and an algorithm that is not the registered one are refused', async () => {
    // The public key is no secret: whoever took it for one would believe anybody.
    const publicPem = strangerOf('RS256').pair.publicKey.export({ format: 'pem', type: 'spki' }).toString();
    const confused = craft({ alg: 'HS256', kid: 'pkjwt-rsa-1' }, { iss: 'pkjwt-rsa', sub: 'pkjwt-rsa', aud: house.issuer, jti: randomUUID(), exp: clock.now() + 60 }, (input) => createHmac('sha256', publicPem).update(input).digest());
    await refusedFor('client.method_not_registered', confused);
    await refusedFor('assertion.alg_not_allowed', strict.assertion({ alg: 'none' }));
    await refusedFor('assertion.alg_not_allowed', rsa.assertion({ alg: 'PS256' }));
    await refusedFor('assertion.alg_not_allowed', fapi.assertion({ alg: 'RS256' }));
    await refusedFor('assertion.alg_not_allowed', hs.assertion({ header: { alg: 'HS1' } }));
    await refusedFor('assertion.signature_wrong', strict.assertion({ header: { alg: 'ES256' }, alg: 'ES384' }));
    await refusedFor('assertion.key_unknown', strict.assertion({ header: { kid: 'another' } }));
  });

  test('A063 RFC 7523 §3, FAPI 2.0 §5.3.2.1: only the issuer as a string is an audience; endpoints and lists where the client is set so, and never with fapi2', async () => {
    const auds: readonly unknown[] = [`${house.issuer}oauth/token`, `${house.issuer}oauth/revoke`, [house.issuer], [house.issuer, 'https://other.example/'], 'https://other.example/', house.issuer.slice(0, -1), undefined, 1, []];
    for (const aud of auds) await refusedFor('assertion.audience_wrong', strict.assertion({ claims: { aud } }));
    for (const aud of auds) await refusedFor('assertion.audience_wrong', fapi.assertion({ claims: { aud } }));
    for (const aud of auds.slice(0, 4)) await accepted(loose.assertion({ claims: { aud } }));
    for (const aud of auds.slice(4)) await refusedFor('assertion.audience_wrong', loose.assertion({ claims: { aud } }));
    await refusedFor('assertion.audience_wrong', loose.assertion({ claims: { aud: `${house.issuer}oauth2/introspect` } }));
    await accepted(loose.assertion({ claims: { aud: `${house.issuer}oauth2/introspect` } }), { path: '/oauth2/introspect' });
  });

  test('A065 FAPI 2.0 §5.3.2.1: without exp, expired, good for more than ten minutes, begun in a minute: refused; eight seconds ahead: accepted', async () => {
    const at = (seconds: number) => clock.now() + seconds;
    const refused: readonly (() => Claims)[] = [
      () => ({ exp: undefined }), () => ({ exp: at(-1) }), () => ({ exp: at(-300) }), () => ({ exp: at(0) }), () => ({ exp: at(700) }), () => ({ exp: String(at(60)) }), () => ({ exp: -1 }), () => ({ exp: null }), () => ({ exp: true }),
      () => ({ iat: at(75) }), () => ({ nbf: at(75) }), () => ({ nbf: String(at(0)) }), () => ({ iat: [at(0)] }),
    ];
    for (const claims of refused) await refusedFor('assertion.time_wrong', strict.assertion({ claims: claims() }));
    const infinite = craft({ alg: 'ES256', kid: 'pkjwt-1' }, `{"iss":"pkjwt","sub":"pkjwt","aud":"${house.issuer}","jti":"${randomUUID()}","exp":1e400}`, strangerOf('ES256').signature);
    await refusedFor('assertion.time_wrong', infinite);
    await accepted(strict.assertion({ claims: { iat: at(8), nbf: at(8), exp: at(60) } }));
    await accepted(strict.assertion({ claims: { exp: at(590) } }));
    await accepted(strict.assertion({ claims: { iat: undefined, exp: at(30.5) } }));
  });

  test('A066 RFC 7523 §3: iss and sub are both the client, and a client_id beside them is the same', async () => {
    await refusedFor('assertion.names_differ', strict.assertion({ claims: { iss: 'pkjwt-loose' } }));
    await refusedFor('assertion.names_differ', strict.assertion({ claims: { iss: undefined } }));
    await refusedFor('assertion.names_differ', strict.assertion({ claims: { sub: undefined } }));
    await refusedFor('assertion.names_differ', strict.assertion({ claims: { sub: ['pkjwt'] } }));
    // Another client has other keys.
    await refusedFor('assertion.key_unknown', strict.assertion({ claims: { sub: 'pkjwt-loose', iss: 'pkjwt-loose' } }));
    await refusedFor('client.unknown', strict.assertion({ claims: { sub: 'nobody', iss: 'nobody' } }));
    await refusedFor('client.ids_differ', strict.assertion(), { fields: { client_id: 'pkjwt-loose' } });
    await accepted(strict.assertion(), { fields: { client_id: 'pkjwt' } });
  });

  test('RFC 7523 §3: each assertion is good once, for one client; without jti it is good for nothing', async () => {
    const jti = randomUUID();
    await accepted(strict.assertion({ claims: { jti } }));
    await refusedFor('assertion.used', strict.assertion({ claims: { jti } }));
    await accepted(loose.assertion({ claims: { jti } }));
    for (const bad of [undefined, '', 1, {}]) await refusedFor('assertion.jti_missing', strict.assertion({ claims: { jti: bad } }));
  });

  test('RFC 7523 §3: an assertion that is refused for another reason is not spent', async () => {
    const jti = randomUUID();
    await refusedFor('assertion.audience_wrong', strict.assertion({ claims: { jti, aud: 'https://other.example/' } }));
    await accepted(strict.assertion({ claims: { jti } }));
  });

  test('A057 RFC 6749 §2.3: a secret or Basic beside an assertion is a second method', async () => {
    for (const authorization of ['', `Basic ${Buffer.from('pkjwt:x').toString('base64')}`]) {
      const body = new URLSearchParams({ ...assertionFields(strict.assertion()), token: 'x', ...(authorization === '' ? { client_id: 'pkjwt', client_secret: 'x' } : {}) });
      const answer = await fetch(`${house.origin}/oauth/revoke`, { method: 'POST', body, headers: authorization === '' ? {} : { authorization } });
      assert.equal(answer.status, 400);
    }
  });

  test('A058, A059 OIDC Core §9: a client that signs is not known by its secret, nor by its bare name, nor one with a secret by an assertion', async () => {
    for (const fields of [{ client_id: 'pkjwt', client_secret: secretOf('pkjwt') }, { client_id: 'pkjwt' }, { client_id: 'csjwt' }]) {
      assert.equal((await fetch(`${house.origin}/oauth/revoke`, { method: 'POST', body: new URLSearchParams({ token: 'x', ...fields }) })).status, 401);
    }
    await refusedFor('client.method_not_registered', strict.assertion({ claims: { sub: apps.web.id, iss: apps.web.id } }));
    await refusedFor('client.method_not_registered', hs.assertion({ claims: { sub: 'pkjwt', iss: 'pkjwt' } }));
  });

  test('A089 RFC 8725 §3.11: a request object is no assertion', async () => {
    await refusedFor('assertion.kind_wrong', strict.requestObject({ sub: 'pkjwt', jti: randomUUID() }));
    await accepted(strict.assertion({ header: { typ: 'client-authentication+jwt' } }));
    await accepted(strict.assertion({ header: { typ: 'JWT' } }));
  });

  test('RFC 7521 §4.2: an assertion of another type, none at all, and what is no JWT are refused', async () => {
    for (const [fields, reason] of [
      [{ client_assertion: strict.assertion() }, 'assertion.type_unknown'], [{ client_assertion: strict.assertion(), client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:saml2-bearer' }, 'assertion.type_unknown'],
      [{ client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' }, 'assertion.missing'], [assertionFields('not.a.jwt'), 'assertion.malformed'], [assertionFields('x'), 'assertion.malformed'],
    ] as const) {
      const agent = randomUUID();
      const answer = await fetch(`${house.origin}/oauth/revoke`, { method: 'POST', headers: { 'user-agent': agent }, body: new URLSearchParams({ token: 'x', ...fields }) });
      assert.equal(answer.status, 401);
      assert.equal((await logLineOf(house, agent)).reason, reason);
      nextMinute();
    }
  });

  test('FAPI 2.0 §5.3.2.1: a client of the profile fapi2 is not known by a secret, even if it is registered so', async () => {
    const weak = await addSignedApp(house, 'fapi-weak', { profile: 'fapi2', alg: 'HS256' });
    await refusedFor('client.method_too_weak', weak.assertion());
  });
});

describe('Keys and secrets that change', () => {
  test('A070 OIDC Core §10.1.1: a key that is taken away is refused at once, a new one is accepted at once', async () => {
    const app = await addSignedApp(house, 'rotating');
    const { storage, defaultTenant } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'rotating');
    assert.ok(client);
    const next = { ...strangerOf('PS256').jwk, kid: 'next' };
    await accepted(app.assertion());
    await storage.registry.replaceClient({ ...client, keys: { jwks: [...(client.keys.jwks ?? []), next], jwksUri: undefined } });
    await accepted(app.assertion());
    await accepted(app.assertion({ alg: 'PS256', header: { kid: 'next' } }));
    await storage.registry.replaceClient({ ...client, keys: { jwks: [next], jwksUri: undefined } });
    await refusedFor('assertion.key_unknown', app.assertion());
    await accepted(app.assertion({ alg: 'PS256', header: { kid: 'next' } }));
  });

  test('A068 RFC 6819 §5.1.4.1: a secret that is kept as a key does not stand in the files of the database in clear', async () => {
    const { storage, defaultTenant } = house.house;
    const [kept] = (await storage.clients.findClient(defaultTenant.id, 'csjwt'))?.secrets ?? [];
    assert.ok(kept?.sealed);
    const files = await Promise.all((await readdir(house.data)).map((file) => readFile(join(house.data, file)).catch(() => Buffer.alloc(0))));
    assert.ok(files.some((bytes) => bytes.includes(kept.sealed ?? '-')));
    assert.ok(files.every((bytes) => !bytes.includes(secretOf('csjwt'))));
  });

  test('A070 OIDC Core §9: two secrets sign while one is rotated; the old one ends with its time', async () => {
    const app = await addSignedApp(house, 'rotating-secret', { alg: 'HS256' });
    const { storage, defaultTenant, secrets, sealing } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'rotating-secret');
    assert.ok(client);
    const [old] = client.secrets;
    assert.ok(old);
    const value = 'the-next-secret-of-this-application-0123456789';
    const next = { hash: secrets.hash(value), expiresAt: undefined, sealed: sealing.seal(Buffer.from(value), `client secret ${defaultTenant.id} rotating-secret`) };
    const byNext = () => craft({ alg: 'HS256' }, { iss: app.id, sub: app.id, aud: house.issuer, jti: randomUUID(), exp: clock.now() + 120 }, (input) => createHmac('sha256', value).update(input).digest());
    await refusedFor('assertion.signature_wrong', byNext());
    await storage.registry.replaceClient({ ...client, secrets: [next, old] });
    await accepted(byNext());
    await accepted(app.assertion());
    await storage.registry.replaceClient({ ...client, secrets: [next, { ...old, expiresAt: clock.now() + 30 }] });
    await accepted(app.assertion());
    await refusedFor('assertion.signature_wrong', app.assertion());
    await accepted(byNext());
  });
});
