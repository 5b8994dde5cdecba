import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { foreignJwts } from '../../src/jose/foreign-jwts.ts';
import { answerOf, authorizeUrl, call, claimsOf, newPkce, signIn, type App, type Fields } from './app.ts';
import { addApp, setTenant, switchOn } from './arrangements.ts';
import { people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

/** The two applications that the seed mixes up, and what it sends. */
const authorizing = '06494b74-a796-4723-af44-1bdb96b48875';
const exchanging = '3c219e58-ed0e-4b18-ad48-f4f92793ae32';
const redirectUri = 'https://www.piedpiper.com/login';
const sample = 'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTc3ODYyMDAwLCJleHAiOjE1Nzc4NjIwMDAsInJvbGVzIjpbIm1vZGVyYXRvciIsInVzZXIiXX0.oinbs9H_CzT7Bl79ZL_tHLmfE53YyTlUFv284il_YCw';
const secret = 'oF0125yWqU*^';
const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const bearerGrant = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

let house: RunningHouse;
let app: App;
before(async () => {
  house = await startHouse();
  const over = { redirectUris: [redirectUri], requiresPkce: false };
  await addApp(house, authorizing, over);
  app = await addApp(house, exchanging, { ...over, grantTypes: ['authorization_code', 'refresh_token', 'client_credentials', 'password', exchangeGrant, bearerGrant], legacyFlows: ['password'], exchange: { audiences: ['https://api.example'], delegation: false, impersonation: true } });
});
after(() => house.stop());

const ask = (fields: Fields) => call(house.origin, '/oauth2/token', { app, fields });
const refused = ({ status, body }: { readonly status: number; readonly body: Record<string, string> }, error: string, text: RegExp) => {
  assert.deepEqual([status, body['error']], [400, error]);
  assert.match(body['error_description'] ?? '', text);
};

describe('The examples of the seeds, as they stand there', () => {
  test('Seed row 158: the sample token is signed with the sample secret, and exp is iat: it was never valid', () => {
    const [header = '', payload = '', signature = ''] = sample.split('.');
    assert.equal(createHmac('sha256', secret).update(`${header}.${payload}`).digest('base64url'), signature);
    assert.deepEqual(claimsOf(sample), { sub: '1234567890', name: 'John Doe', iat: 1577862000, exp: 1577862000, roles: ['moderator', 'user'] });
  });

  test('Seed row 158: a secret of twelve bytes verifies nothing here (RFC 7518 §3.2), and the token is nowhere taken for one of ours', async () => {
    assert.equal(await foreignJwts.verifyWithSecret(sample, secret, ['HS256']), undefined);
    const userinfo = await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${sample}` } });
    assert.equal(userinfo.status, 401);
    assert.match(await userinfo.text(), /signed with a shared secret/);
    refused(await ask({ grant_type: exchangeGrant, subject_token: sample, subject_token_type: 'urn:ietf:params:oauth:token-type:jwt', audience: 'https://api.example' }), 'invalid_request', /signed with .*secret/);
    await setTenant(house, { trustedIssuers: [{ issuer: 'https://people.example', jwks: [], jwksUri: undefined, subjectMapping: 'user_id', audiences: [] }] });
    refused(await ask({ grant_type: bearerGrant, assertion: sample }), 'invalid_grant', /trusts no issuer of this name\. Received: none/);
    assert.deepEqual((await call(house.origin, '/oauth2/introspect', { app, fields: { token: sample } })).body, { active: false });
  });

  test('Seed row 112: the code with an unescaped + arrives with a blank in it, and is none of ours; our own codes have no such character', async () => {
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl({ ...app, id: authorizing, redirectUri }, pkce), people.alice)).get('code') ?? '';
    assert.match(code, /^[A-Za-z0-9_-]+$/);
    const response = await fetch(`${house.origin}/oauth2/token`, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: `client_id=${exchanging}&client_secret=${app.secret ?? ''}&code=+WYT3XemV4f81ghHi4V+RyNwvATDaD4FIj0BpfFC4Wzg&grant_type=authorization_code&redirect_uri=https%3A%2F%2Fwww.piedpiper.com%2Flogin` });
    const body = await response.json() as Record<string, string>;
    refused({ status: response.status, body }, 'invalid_grant', /code is not known: it is malformed.*Send the code exactly as it came in the redirect/);
  });

  test('Seed row 94: a code of 06494b74… can not be exchanged by 3c219e58…, and the refusal says so', async () => {
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl({ ...app, id: authorizing, redirectUri }, pkce), people.alice)).get('code') ?? '';
    refused(await ask({ grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier: pkce.verifier }), 'invalid_grant', /issued to another application\. Send the client_id that started the authorization request/);
  });

  test('Seed row 97: client_credentials with OIDC scopes gives no refresh token and no such scope (RFC 6749 §4.4.3)', async () => {
    const { status, body } = await ask({ grant_type: 'client_credentials', scope: 'openid profile email' });
    assert.deepEqual([status, body['scope'], body['refresh_token'], body['id_token']], [200, undefined, undefined, undefined]);
  });

  test('Seed row 98: the password example is refused while the flow is off, and for a user who does not exist', async () => {
    const example = { grant_type: 'password', username: 'matt-boisseau', password: 'R7qq4YAx3q9S' };
    refused(await ask(example), 'unauthorized_client', /unsafe and off in this tenant/);
    await switchOn(house, 'password');
    refused(await ask(example), 'invalid_grant', /^Wrong email or password\./);
    refused(await ask({ ...example, grant_type: 'passwd' }), 'unsupported_grant_type', /does not know this grant type\. Received: passwd/);
  });
});
