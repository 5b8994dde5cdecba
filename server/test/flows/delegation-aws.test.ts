import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import type { Outbound } from '../../src/protocol/ports/outbound.ts';
import { aws } from '../../src/protocol/delegation/addons/aws.ts';
import { Params } from '../../src/protocol/params.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { startPlain, type Listener } from '../outbound/listeners.ts';
import { call, claimsOf, tokensFor, type App, type Fields } from './app.ts';
import { addApp, switchOn } from './arrangements.ts';
import { people } from './fixtures.ts';

const role = 'arn:aws:iam::123456789012:role/uploads';
const credentials = (name: string) => `<Credentials><SessionToken>session&amp;token/${name}==</SessionToken><SecretAccessKey>secret+key</SecretAccessKey><Expiration>2026-11-21T20:00:00Z</Expiration><AccessKeyId>ASIAEXAMPLE</AccessKeyId></Credentials>`;
const answered = (inside: string) => `<AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleWithWebIdentityResult>${inside}</AssumeRoleWithWebIdentityResult></AssumeRoleWithWebIdentityResponse>`;
const failed = (code: string) => `<ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type><Code>${code}</Code><Message>Not authorized for arn:aws:iam::123456789012:role/secret</Message></Error></ErrorResponse>`;

describe('Seed row 150: credentials of Amazon Web Services, from a service that stands for theirs', () => {
  let house: ManagedHouse;
  let service: Listener;
  let caller: App;
  let last: { readonly form: URLSearchParams; readonly identity: JWTPayload } | undefined;
  /** What it answers instead of credentials. */
  let instead: { readonly status: number; readonly body: string } | undefined;

  before(async () => {
    service = await startPlain((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (part: string) => { text += part; }).on('end', () => void answer(text).then(({ status, body }) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body)));
    });
    house = await startManagedHouse({ outboundAllow: `127.0.0.1:${service.port}` });
    await switchOn(house.running, 'delegation');
    caller = await addApp(house.running, 'caller', { legacyFlows: ['delegation'], exchange: { audiences: ['target'], delegation: false, impersonation: false } });
    await addApp(house.running, 'target', { idTokenTtl: 1800 });
    await setAddon({ role, lifetime_in_seconds: 3600, endpoint: service.url, principal: 'arn:aws:iam::123456789012:saml-provider/auth0' });
  });
  beforeEach(() => { instead = undefined; last = undefined; });
  after(async () => { await house.stop(); await service.stop(); });

  /** As the service does it: the token is verified by the published keys of its issuer, and must name who it is for. */
  async function answer(text: string) {
    if (instead !== undefined) return instead;
    const form = new URLSearchParams(text);
    const { payload } = await jwtVerify(form.get('WebIdentityToken') ?? '', createRemoteJWKSet(new URL(`${house.running.issuer}.well-known/jwks.json`)), { issuer: house.running.issuer, audience: 'sts.amazonaws.com', algorithms: ['RS256'] });
    last = { form, identity: payload };
    return { status: 200, body: answered(credentials('one')) };
  }
  const setAddon = async (addon: object) => {
    const { status, body } = await house.ask('PATCH', '/clients/target', { body: { addons: { aws: addon } } });
    assert.deepEqual([status, body['addons']], [200, { aws: addon }]);
  };
  const idTokenOf = async () => (await tokensFor(house.running.browser(), { app: caller, person: people.alice })).body['id_token'] ?? '';
  const ask = (fields: Fields) => call(house.running.origin, '/delegation', { app: caller, fields: { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', target: 'target', api_type: 'aws', ...fields } });

  test('Seed row 150: the person is vouched for by this issuer, for the role that the target is set to, and gets its credentials', async () => {
    const idToken = await idTokenOf();
    const { status, body } = await ask({ id_token: idToken, role: 'arn:aws:iam::123456789012:role/other' });
    assert.deepEqual([status, body], [200, { Credentials: { AccessKeyId: 'ASIAEXAMPLE', SecretAccessKey: 'secret+key', SessionToken: 'session&token/one==', Expiration: '2026-11-21T20:00:00Z' } }]);
    const { sub } = claimsOf(idToken);
    assert.deepEqual(Object.fromEntries([...last?.form ?? []].filter(([name]) => name !== 'WebIdentityToken')), { Action: 'AssumeRoleWithWebIdentity', Version: '2011-06-15', RoleArn: role, RoleSessionName: String(sub).replace('|', '-'), DurationSeconds: '1800' });
    const { iat = 0, exp = 0, ...identity } = last?.identity ?? {};
    assert.deepEqual([identity, exp - iat], [{ iss: house.running.issuer, sub, aud: 'sts.amazonaws.com', azp: 'target' }, 300]);
  });

  test('what vouches for the person is good for nothing here', async () => {
    await ask({ id_token: await idTokenOf() });
    const vouched = last?.form.get('WebIdentityToken') ?? '';
    assert.equal((await ask({ id_token: vouched })).body['error'], 'invalid_request');
    assert.equal((await fetch(`${house.running.origin}/userinfo`, { headers: { authorization: `Bearer ${vouched}` } })).status, 401);
    assert.equal((await house.ask('GET', '/users', { token: vouched })).status, 401);
  });

  test('what the service refuses is told by its word alone; what makes no sense, and silence, are for later', async () => {
    const idToken = await idTokenOf();
    const cases = [
      [{ status: 403, body: failed('AccessDenied') }, 400, 'invalid_target', /Received: AccessDenied/], [{ status: 400, body: 'nonsense' }, 400, 'invalid_target', /Received: status 400/],
      [{ status: 500, body: '' }, 503, 'temporarily_unavailable', /no answer that makes sense/], [{ status: 200, body: answered('<Credentials><AccessKeyId>A</AccessKeyId></Credentials>') }, 503, 'temporarily_unavailable', /no answer/],
      [{ status: 302, body: '' }, 503, 'temporarily_unavailable', /no answer/], [{ status: 200, body: 'x'.repeat(70_000) }, 503, 'temporarily_unavailable', /no answer/],
    ] as const;
    for (const [says, status, error, text] of cases) {
      instead = says;
      const refused = await ask({ id_token: idToken });
      assert.deepEqual([refused.status, refused.body['error']], [status, error], says.body.slice(0, 100));
      assert.match(refused.body['error_description'] ?? '', text);
      assert.doesNotMatch(JSON.stringify(refused.body), /123456789012/);
    }
  });

  test('an endpoint inside of one\'s own network is not asked where the operator did not allow it', async () => {
    await setAddon({ role, endpoint: 'http://127.0.0.1:9/' });
    assert.equal((await ask({ id_token: await idTokenOf() })).body['error'], 'temporarily_unavailable');
    await setAddon({ endpoint: service.url });
    const own = await ask({ id_token: await idTokenOf(), role: 'arn:aws:iam::123456789012:role/asked' });
    assert.deepEqual([own.status, last?.form.get('RoleArn')], [200, 'arn:aws:iam::123456789012:role/asked'], 'without a role of its own the request names one');
    assert.match((await ask({ id_token: await idTokenOf() })).body['error_description'] ?? '', /the setting role/);
  });
});

test('Auth0: the service of a region is asked where one is set, and no time is asked for that it would not take', async () => {
  const asked: { readonly url: string; readonly duration: string | null }[] = [];
  const outbound: Outbound = {
    send({ url, body }) {
      asked.push({ url, duration: new URLSearchParams(body).get('DurationSeconds') });
      return Promise.resolve({ status: 200, headers: {}, body: answered(credentials('x')) });
    },
  };
  const params = Params.fromForm('') as Params;
  for (const [settings, ttl] of [[{ role }, 36_000], [{ role, region: 'eu-central-1' }, 60], [{ role, lifetime_in_seconds: '43200' }, 2_592_000], [{ role, lifetime_in_seconds: '1000' }, 36_000]] as const) {
    await aws.issue({ settings, secrets: {}, userId: 'auth0|1', params, now: 0, ttl, outbound, vouch: () => 'a token' });
  }
  assert.deepEqual(asked, [{ url: 'https://sts.amazonaws.com/', duration: '3600' }, { url: 'https://sts.eu-central-1.amazonaws.com/', duration: '900' }, { url: 'https://sts.amazonaws.com/', duration: '43200' }, { url: 'https://sts.amazonaws.com/', duration: '1000' }]);
});
