import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import type { LegacyFlow } from '../../src/kernel/tenant.ts';
import { clientDefaults } from '../../src/protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import type { ResponseTypeName } from '../../src/protocol/vocabulary/names.ts';
import { call, type App, type Fields, type TokenAnswer } from '../flows/app.ts';
import { hiddenFields, pageOf, type Answer, type Browser } from '../flows/browser.ts';
import { startHouse, type HouseOptions, type RunningHouse } from '../flows/house.ts';

const secret = 'a-secret-of-the-suite-that-is-long-enough-0123456789';
const callback = 'https://suite.example/test/a/gatehouse/callback';

/** The person of the suite: every standard claim of OIDC Core §5.1. */
export const person = { email: 'suite@example.com', password: 'every claim of the standard' };
const profile = {
  name: 'Suite Person', given_name: 'Suite', family_name: 'Person', middle_name: 'Q', nickname: 'suite', preferred_username: 'suite', profile: 'https://suite.example/me', picture: 'https://suite.example/me.png',
  website: 'https://suite.example/', gender: 'female', birthdate: '2000-02-03', zoneinfo: 'Europe/Berlin', locale: 'en-US', phone_number: '+49 30 1', phone_number_verified: false,
  address: { formatted: 'Street 1, Berlin', country: 'Germany' },
};

export const everyType = ['code', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'] as const satisfies readonly ResponseTypeName[];
/** The plans of the suite, by the response types that each runs. */
export const plans = { basic: ['code'], implicit: ['id_token', 'id_token token'], hybrid: ['code id_token', 'code token', 'code id_token token'] } as const;

export interface Suite {
  readonly house: RunningHouse;
  readonly app: App;
  readonly post: App;
  readonly second: App;
  add(id: string, over: Partial<Client>): Promise<App>;
  verify(idToken: string, app?: App): Promise<JWTPayload>;
  stop(): Promise<void>;
}

/** A house as `conformance.md` wants one: all flows on, static clients, one person with everything. */
export async function openSuite(options: HouseOptions = {}): Promise<Suite> {
  const house = await startHouse(options);
  const { storage, secrets, passwords, clock, defaultTenant: tenant } = house.house;
  const legacyFlows: readonly LegacyFlow[] = ['implicit', 'hybrid'];
  await storage.tenants.replace({ ...tenant, settings: { ...tenant.settings, legacyFlows } });
  const passwordHash = await passwords.hash(person.password);
  await storage.users.insert(tenant.id, {
    id: 'auth0|0123456789abcdef01234567', connection: 'Username-Password-Authentication', email: person.email, canonicalEmail: person.email, emailVerified: true, username: undefined, blocked: false,
    passwordHash, profile, userMetadata: {}, appMetadata: {}, createdAt: clock.now(), updatedAt: clock.now(),
  });
  const add = async (id: string, over: Partial<Client> = {}): Promise<App> => {
    await storage.registry.insertClient({
      tenant: tenant.id, id: id as ClientId, name: `Suite ${id}`, description: undefined, logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, type: 'regular_web', firstParty: false,
      enabled: true, sample: false, authenticationMethod: 'client_secret_basic', secrets: [{ hash: secrets.hash(secret), expiresAt: undefined }], redirectUris: [callback], logoutUris: ['https://suite.example/test/a/gatehouse/post_logout_redirect'],
      webOrigins: [], grantTypes: ['authorization_code', 'refresh_token', 'implicit'], requiresPkce: false, idTokenTtl: 3600, idTokenAlg: 'RS256', claimsStyle: 'strict',
      refresh: { leeway: 0, idleTtl: 86_400, absoluteTtl: 864_000 }, tokenInQueryAllowed: false, ...clientDefaults, profile: 'oidc', responseTypes: everyType, legacyFlows, ...over,
    });
    const method = over.authenticationMethod ?? 'client_secret_basic';
    return { id, secret: method === 'none' ? undefined : secret, method: method as App['method'], redirectUri: over.redirectUris?.[0] ?? callback };
  };
  const keys = createRemoteJWKSet(new URL(`${house.origin}/.well-known/jwks.json`));
  const app = await add('suite');
  return {
    house, app, post: await add('suite-post', { authenticationMethod: 'client_secret_post' }), second: await add('suite-two'), add,
    verify: async (idToken, of = app) => {
      const { payload, protectedHeader } = await jwtVerify(idToken, keys, { issuer: house.issuer, audience: of.id, algorithms: ['RS256'] });
      assert.equal(typeof protectedHeader.kid, 'string');
      assert.notEqual(payload['acr'], '');
      return payload;
    },
    stop: () => house.stop(),
  };
}

/** One run of a module: what the request was, what came through the browser, and what came of it. */
export interface Run {
  readonly browser: Browser;
  readonly answer: Answer;
  /** The answer's parameters, wherever they stood. */
  readonly fields: URLSearchParams;
  readonly tokens: TokenAnswer | undefined;
  /** The first ID token: from the browser, or from the token endpoint. */
  readonly idToken: string | undefined;
  readonly accessToken: string | undefined;
  /** The pages that the person passed. */
  readonly pages: readonly string[];
}

/** What a module sends: `''` takes a parameter away. `reversed` turns the order of the parameters round. */
export interface Ask { readonly type: ResponseTypeName; readonly over?: Fields; readonly browser?: Browser; readonly app?: App; readonly method?: 'GET' | 'POST'; readonly reversed?: boolean }

/** The whole way: authorize, pages, code to tokens. */
export async function run(suite: Suite, ask: Ask): Promise<Run> {
  const { browser = suite.house.browser(), app = suite.app } = ask;
  const { answer, pages } = await passPages(browser, await start(browser, ask, app));
  const fields = fieldsOf(answer);
  const code = fields.get('code');
  const tokens = code === null ? undefined : await call(browser.origin, '/oauth/token', { app, fields: { grant_type: 'authorization_code', code, redirect_uri: app.redirectUri } });
  return { browser, answer, fields, tokens, pages, idToken: fields.get('id_token') ?? tokens?.body['id_token'], accessToken: tokens?.body['access_token'] ?? fields.get('access_token') ?? undefined };
}

async function start(browser: Browser, { type, over = {}, method = 'GET', reversed = false }: Ask, app: App): Promise<Answer> {
  const fields: Fields = { client_id: app.id, redirect_uri: app.redirectUri, response_type: type, scope: 'openid', state: 'st-'.padEnd(128, 'x'), nonce: 'nonce-1', ...over };
  const sent = Object.entries(fields).filter(([, value]) => value !== '');
  const query = new URLSearchParams(reversed ? sent.reverse() : sent).toString();
  return browser.follow(method === 'GET' ? await browser.get(`/authorize?${query}`) : await browser.post('/authorize', query, { origin: 'https://suite.example', 'sec-fetch-site': 'cross-site' }));
}

/** Signs in and allows, as often as it is asked. */
async function passPages(browser: Browser, first: Answer): Promise<{ readonly answer: Answer; readonly pages: readonly string[] }> {
  const pages: string[] = [];
  let answer = first;
  for (let page = pageOf(answer); (page === 'login' || page === 'consent') && pages.length < 4; page = pageOf(answer)) {
    pages.push(page);
    const form = { ...hiddenFields(answer.text), ...(page === 'login' ? { username: person.email, password: person.password, action: 'default' } : { action: 'accept' }) };
    answer = await browser.follow(await browser.post(`/u/${page}`, form));
  }
  return { answer, pages };
}

/** The parameters of an answer: in the query, the fragment, or the fields of a form. */
export function fieldsOf(answer: Answer): URLSearchParams {
  if (answer.location !== undefined) return new URLSearchParams(answer.location.slice(answer.location.search(/[?#]/) + 1));
  return pageOf(answer) === 'form-post' ? new URLSearchParams(hiddenFields(answer.text)) : new URLSearchParams();
}

/** OIDC Core §5.3. */
export async function userinfo(suite: Suite, accessToken: string | undefined): Promise<Record<string, unknown>> {
  const response = await fetch(`${suite.house.origin}/userinfo`, { headers: { authorization: `Bearer ${accessToken ?? ''}` } });
  assert.equal(response.status, 200);
  assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
  return (await response.json()) as Record<string, unknown>;
}

/** OIDC Core §3.1.3.6: the left half of SHA-256, for RS256. */
export const halfHash = (value: string) => createHash('sha256').update(value).digest().subarray(0, 16).toString('base64url');

/** Holds everything that each module of the suite holds against a successful answer. */
export async function holdsAll(suite: Suite, type: ResponseTypeName, done: Run & { readonly app?: App }): Promise<JWTPayload> {
  const { app = suite.app } = done;
  const words = type.split(' ');
  assert.equal(done.fields.get('error'), null, done.fields.get('error_description') ?? '');
  assert.equal(done.fields.get('state'), 'st-'.padEnd(128, 'x'));
  assert.equal(done.fields.get('iss'), suite.house.issuer);
  assert.deepEqual([done.fields.has('code'), done.fields.has('id_token'), done.fields.has('access_token')], ['code', 'id_token', 'token'].map((word) => words.includes(word)));
  if (done.tokens !== undefined) {
    assert.equal(done.tokens.status, 200);
    assert.match(done.tokens.headers.get('cache-control') ?? '', /no-store/);
    assert.equal(done.tokens.body['token_type'], 'Bearer');
    assert.ok((done.tokens.body.expires_in ?? 0) > 0);
  }
  const claims = await suite.verify(done.idToken ?? '', app);
  const front = done.fields.get('id_token');
  if (front !== null) {
    const first = await suite.verify(front, app);
    assert.equal(first['c_hash'], words.includes('code') ? halfHash(done.fields.get('code') ?? '') : undefined);
    assert.equal(first['at_hash'], words.includes('token') ? halfHash(done.fields.get('access_token') ?? '') : undefined);
  }
  return claims;
}
