import { fixtures } from './fixtures.ts';
import { repeat, type Expectation, type Load } from './load/load.ts';
import { encodeFields, formBytes } from './load/request-bytes.ts';
import { originOf, type Credentials, type Product } from './product.ts';

const { web } = fixtures.clients;
const authenticated = { client_id: web.id, client_secret: web.secret };
const deviceGrant = 'urn:ietf:params:oauth:grant-type:device_code';

/** RFC 9126 §2: one authorization request after the other is pushed. */
export function parLoad({ port, paths }: Product, concurrency: number): Load {
  const body = encodeFields({ ...authenticated, response_type: 'code', redirect_uri: fixtures.redirectUri, scope: 'openid profile email', state: 'bench-state-0123456789', nonce: 'bench-nonce-0123456789', code_challenge: fixtures.pkce.challenge, code_challenge_method: 'S256' });
  return repeat([formBytes(port, paths.par, { body })], { statuses: [201], text: '"request_uri"' }, concurrency);
}

/** RFC 8628 §3.5: devices that ask whether their person has answered, faster than they may: most are told to slow down where a server minds. */
export async function devicePollLoad(product: Product, concurrency: number): Promise<Load> {
  const bodies = await Promise.all(Array.from({ length: concurrency }, async () => encodeFields({ ...authenticated, grant_type: deviceGrant, device_code: await newDeviceCode(product) })));
  const waiting: Expectation = { statuses: [400], text: '"error"' };
  return repeat(bodies.map((body) => formBytes(product.port, product.paths.token, { body })), waiting, concurrency);
}

async function newDeviceCode(product: Product): Promise<string> {
  const answer = await fetch(`${originOf(product)}${product.paths.device}`, { method: 'POST', body: new URLSearchParams({ ...authenticated, scope: 'openid' }) });
  const { device_code: code } = (await answer.json()) as { readonly device_code?: string };
  if (code === undefined) throw new Error(`the device authorization endpoint answered ${answer.status}`);
  return code;
}

/** RFC 8693 §2.1: access tokens of the person become signed tokens for an API. */
export function exchangeLoad({ port, paths }: Product, { userTokens }: Credentials, concurrency: number): Load {
  const bodies = userTokens.map((token) => encodeFields({
    ...authenticated, grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange', subject_token: token, subject_token_type: 'urn:ietf:params:oauth:token-type:access_token', audience: fixtures.apis.ES256,
  }));
  return repeat(bodies.map((body) => formBytes(port, paths.token, { body })), { statuses: [200], text: '"issued_token_type"' }, concurrency);
}
