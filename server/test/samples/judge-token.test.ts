import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { describe, test } from 'node:test';
import type { Tenant } from '../../src/kernel/tenant.ts';
import type { ClientDirectory } from '../../src/protocol/ports/client-directory.ts';
import type { TokenVerifier } from '../../src/protocol/ports/key-ring.ts';
import { sampleClients } from '../../src/samples/catalogue.ts';
import { challengeOf, judgeToken, type ApiRefusal, type Caller } from '../../src/samples/api/judge-token.ts';

const issuer = 'http://localhost:4000/';
const api = 'https://appointments.example';
const now = 1_800_000_000;
const tenant = { id: 'default', name: 'Default', issuer } as unknown as Tenant;
const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const theirs = generateKeyPairSync('ec', { namedCurve: 'P-256' });

const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

function jwt(claims: object, key: KeyObject = ours.privateKey): string {
  const input = `${part({ alg: 'ES256', typ: 'JWT' })}.${part(claims)}`;
  return `${input}.${sign('sha256', Buffer.from(input), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

/** The port over one public key. */
const verifier: TokenVerifier = {
  verify(_, token) {
    const [header = '', claims = '', signature = ''] = token.split('.');
    const genuine = verify('sha256', Buffer.from(`${header}.${claims}`), { key: ours.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'));
    return Promise.resolve(genuine ? { typ: 'JWT', alg: 'ES256', claims: JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown> } : undefined);
  },
};
const directory: ClientDirectory = { findClient: (_, id) => sampleClients(tenant).find((client) => client.id === id), findResourceServer: () => undefined, findClientGrant: () => undefined, knowsOrigin: () => false };

const right = { iss: issuer, sub: 'auth0|1', aud: [api, `${issuer}userinfo`], exp: now + 60, scope: 'openid read:appointments', azp: 'sample-web' };
const judge = (authorization: string | undefined, needed = 'read:appointments') => judgeToken(authorization, needed, { tenant, verifier, directory, identifier: api, now });

async function refusal(token: string | undefined, needed?: string): Promise<ApiRefusal> {
  const judged = await judge(token === undefined ? undefined : `Bearer ${token}`, needed);
  assert.ok('status' in judged, 'the token was accepted');
  return judged;
}

describe('the Appointments API', () => {
  test('RFC 9068 §4: a token of this issuer for this API with the scope is accepted', async () => {
    assert.deepEqual(await judge(`Bearer ${jwt(right)}`), { subject: 'auth0|1', client: 'sample-web', scope: ['openid', 'read:appointments'] } satisfies Caller);
    assert.ok('subject' in await judge(`bearer ${jwt({ ...right, aud: api })}`));
  });

  test('RFC 6750 §3.1: without a token the challenge names no error', async () => {
    const refused = await refusal(undefined);
    assert.deepEqual([refused.status, refused.error, refused.reason], [401, undefined, 'api.token_missing']);
    assert.equal(challengeOf(refused), 'Bearer realm="Appointments API"');
    assert.equal((await judge('Basic abc') as ApiRefusal).reason, 'api.token_missing');
  });

  test('an ID token is refused as one, with the name of the application that it is for', async () => {
    const refused = await refusal(jwt({ iss: issuer, sub: 'auth0|1', aud: 'sample-web', exp: now + 60, nonce: 'n' }));
    assert.deepEqual([refused.status, refused.error, refused.reason], [401, 'invalid_token', 'api.id_token']);
    assert.match(refused.description, /ID token.*Pied Piper Web/);
    assert.match(challengeOf(refused), /^Bearer realm="Appointments API", error="invalid_token", error_description="This is an ID token/);
  });

  test('an opaque token is refused with the audience to ask for', async () => {
    const refused = await refusal('Zm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyZm9vYmFyMTIz');
    assert.equal(refused.reason, 'api.token_opaque');
    assert.match(refused.fix, /audience=https:\/\/appointments\.example/);
  });

  test('another audience, another issuer, another key, too late: each says which', async () => {
    assert.match((await refusal(jwt({ ...right, aud: 'https://other.example' }))).description, /for https:\/\/other\.example; this API is https:\/\/appointments\.example/);
    assert.equal((await refusal(jwt({ ...right, aud: undefined }))).reason, 'api.audience_wrong');
    assert.equal((await refusal(jwt({ ...right, iss: 'https://evil.example/' }))).reason, 'api.issuer_wrong');
    assert.equal((await refusal(jwt(right, theirs.privateKey))).reason, 'api.signature_wrong');
    assert.match((await refusal(jwt({ ...right, exp: now }))).description, /expired 0 seconds ago/);
    assert.equal((await refusal(jwt({ ...right, exp: undefined }))).reason, 'api.token_expired');
  });

  test('RFC 6750 §3.1: a missing scope is 403 insufficient_scope and named in the challenge', async () => {
    const refused = await refusal(jwt(right), 'write:appointments');
    assert.deepEqual([refused.status, refused.error, refused.scope], [403, 'insufficient_scope', 'write:appointments']);
    assert.match(challengeOf(refused), /scope="write:appointments"$/);
    assert.equal((await refusal(jwt({ ...right, scope: 'read:appointments2' }))).reason, 'api.scope_missing');
  });

  test('RFC 6750 §3: what a token says can not break out of the challenge', async () => {
    const challenge = challengeOf(await refusal(jwt({ ...right, aud: 'a", error="none\r\nX: y' })));
    assert.equal(challenge.match(/"/g)?.length, 6);
    assert.doesNotMatch(challenge, /[\r\n]/);
  });
});
