import { createHmac, randomUUID } from 'node:crypto';
import type { Client, ClientId } from '../../src/protocol/client/client.ts';
import type { LogRecord } from '../../src/kernel/log-record.ts';
import { craft } from '../jose/keys-of-test.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { clientOf } from '../protocol/client-of-test.ts';
import type { Fields, TokenAnswer } from './app.ts';
import type { RunningHouse } from './house.ts';

export type Claims = Readonly<Record<string, unknown>>;
/** What a JWT of an application shall say besides the usual; `undefined` takes something away. */
export interface Said { readonly header?: Claims; readonly claims?: Claims; readonly alg?: string }

/** An application that signs instead of sending a secret. */
export interface SignedApp {
  readonly id: string;
  readonly redirectUri: string;
  /** A fresh assertion for this server. */
  assertion(said?: Said): string;
  /** A fresh request object with these parameters. */
  requestObject(parameters: Claims, said?: Said): string;
}

/** The secret of such an application. */
export const secretOf = (id: string) => `${id}-and-a-tail-that-makes-a-secret-of-it-0123456789-and-some-more`;

/** Registers an application with private_key_jwt (or what `over` says); its public key stands in its settings. */
export async function addSignedApp({ house, issuer }: Pick<RunningHouse, 'house' | 'issuer'>, id: string, { alg = 'ES256', ...over }: Partial<Client> & { readonly alg?: string } = {}): Promise<SignedApp> {
  const secret = secretOf(id);
  const sealed = house.sealing.seal(Buffer.from(secret), `client secret ${house.defaultTenant.id} ${id}`);
  const keys = alg.startsWith('HS') ? [] : [{ ...strangerOf(alg).jwk, kid: `${id}-1` }];
  const client = clientOf({
    name: id, authenticationMethod: alg.startsWith('HS') ? 'client_secret_jwt' : 'private_key_jwt', secrets: [{ hash: house.secrets.hash(secret), expiresAt: undefined, sealed }], keys: { jwks: keys, jwksUri: undefined },
    grantTypes: ['authorization_code', 'refresh_token', 'client_credentials'], ...over, id: id as ClientId, tenant: house.defaultTenant.id,
  });
  if (await house.storage.registry.insertClient(client) === 'taken') throw new Error(`${id} is taken.`);
  const write = ({ header, claims }: { readonly header: Claims; readonly claims: Claims }, signedWith: string) => signAs(signedWith, { header, claims, secret });
  const now = () => house.clock.now();
  return {
    id, redirectUri: client.redirectUris[0] ?? '',
    assertion: (said = {}) => write({
      header: { alg: said.alg ?? alg, kid: `${id}-1`, ...said.header },
      claims: { iss: id, sub: id, aud: issuer, jti: randomUUID(), iat: now(), exp: now() + 60, ...said.claims },
    }, said.alg ?? alg),
    requestObject: (parameters, said = {}) => write({
      header: { alg: said.alg ?? alg, kid: `${id}-1`, typ: 'oauth-authz-req+jwt', ...said.header },
      claims: { iss: id, aud: issuer, client_id: id, iat: now(), nbf: now(), exp: now() + 300, ...parameters, ...said.claims },
    }, said.alg ?? alg),
  };
}

/** A JWS by the stranger of the algorithm, with the secret for a MAC, or without any signature. */
export function signAs(alg: string, { header, claims, secret }: { readonly header: Claims; readonly claims: Claims; readonly secret: string }): string {
  if (alg === 'none') return craft(header, claims, () => Buffer.alloc(0));
  return craft(header, claims, alg.startsWith('HS') ? (input) => createHmac(`sha${alg.slice(2)}`, secret).update(input).digest() : strangerOf(alg).signature);
}

/** The parameters of a request that shows an assertion. */
export const assertionFields = (assertion: string): Fields => ({ client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion: assertion });

/** An answer, and the name under which its request stands in the log. */
export interface SignedAnswer extends TokenAnswer { readonly agent: string }

/** A request to an endpoint that applications call, authenticated with an assertion. */
export async function callSigned(origin: string, path: string, { fields = {}, assertion }: { readonly fields?: Fields; readonly assertion: string }): Promise<SignedAnswer> {
  const agent = randomUUID();
  const response = await fetch(`${origin}${path}`, { method: 'POST', headers: { 'user-agent': agent }, body: new URLSearchParams({ ...assertionFields(assertion), ...fields }) });
  const text = await response.text();
  return { agent, status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as TokenAnswer['body'] };
}

/** The line of the log about a request. No answer waits for its line, so it is waited for here. */
export async function logLineOf({ house }: RunningHouse, agent: string): Promise<LogRecord> {
  for (;;) {
    const { records } = await house.storage.log.list(house.defaultTenant.id, { take: 50 });
    const line = records.find(({ detail }) => detail.includes(agent));
    if (line !== undefined) return line;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
