import type { Awaitable } from '../../kernel/awaitable.ts';
import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { FailureWindow } from '../ports/failure-window.ts';
import type { SingleUseStore } from '../ports/single-use-store.ts';
import { invalidClient, invalidRequest, tooManyRequests, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { AuthenticationMethodName } from '../vocabulary/names.ts';
import { clientSecretBasic } from './client-secret-basic.ts';
import { clientSecretJwt } from './client-secret-jwt.ts';
import { clientSecretPost } from './client-secret-post.ts';
import type { ClientAuthenticationMethod, Credentials, Presentation, VerifiedCredentials, VerifyCall, VerifyTools } from './method.ts';
import { none } from './none.ts';
import { privateKeyJwt } from './private-key-jwt.ts';
import { selfSignedTlsClientAuth } from './self-signed-tls-client-auth.ts';
import { tlsClientAuth } from './tls-client-auth.ts';

/** Evidence that the caller is this client. Only this file can make it. */
export type AuthenticatedClient = Brand<Client, 'AuthenticatedClient'>;

/** Who asks, in which tenant, from where, and at which endpoint. */
export interface ClientCall extends Credentials, Pick<VerifyCall, 'tenant' | 'endpoints' | 'certificate'> { readonly address: string; readonly record: DecisionRecord }
/** Where clients are found, what their credentials are verified with, what counts wrong ones, and where those that are good once are spent. */
export type ClientAuthenticationTools = VerifyTools & { readonly singleUse: SingleUseStore; readonly clients: ClientDirectory; readonly failures: FailureWindow; readonly clock: Clock };

interface Shown { readonly method: ClientAuthenticationMethod; readonly presentation: Presentation }

const withCredentials: readonly ClientAuthenticationMethod[] = [clientSecretBasic, clientSecretPost, privateKeyJwt, clientSecretJwt];
/** The client only says its name, and the connection says the rest, or nothing: which of these it is, its registration tells. */
const byName: readonly ClientAuthenticationMethod[] = [none, tlsClientAuth, selfSignedTlsClientAuth];
/** Every method that this server offers; discovery lists exactly these. */
export const authenticationMethods: readonly AuthenticationMethodName[] = [...withCredentials, ...byName].map(({ name }) => name);
/** FAPI 2.0 §5.3.2.1: the ones that leave no secret with anybody but the client. */
const strong: ReadonlySet<AuthenticationMethodName> = new Set(['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth']);
/** Compared against where there is no such client, so that both cost the same. */
const nobody = ['47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'];

/**
 * RFC 6749 §2.3, RFC 6749 §3.2.1: the client proves who it is, by the one method that is registered for it.
 * Every refusal but a throttled or malformed one reads the same to the caller: nobody learns which client exists.
 */
export async function authenticateClient(call: ClientCall, tools: ClientAuthenticationTools): Promise<AuthenticatedClient | OAuthRefusal> {
  const shown = chooseMethod(call, tools);
  if (shown instanceof Refusal) return shown;
  const { clientId } = shown.presentation;
  const now = tools.clock.now();
  const key = `${call.tenant.id}|${clientId}|${call.address}`;
  const wait = tools.failures.retryAfter(key, now);
  if (wait !== undefined) return tooManyRequests('client.throttled', { expected: `a pause of ${wait} seconds` });

  const client = await tools.clients.findClient(call.tenant.id, clientId);
  // The log names whom somebody wanted to be, believed or not.
  if (client !== undefined) call.record.facts.clientId = client.id;
  const outcome = client === undefined ? unknownClient(shown, call.tenant.id, tools) : refusalOf(shown, { ...call, client, now }, tools);
  // A secret is compared at once; only a signature is waited for.
  const refusal = outcome instanceof Promise ? await outcome : outcome;
  if (refusal !== undefined || client === undefined) {
    tools.failures.fail(key, now);
    return refusal ?? invalidClient('client.unknown');
  }
  call.record.pass('client.known');
  call.record.pass('client.authenticated', { received: client.authenticationMethod });
  return client as AuthenticatedClient;
}

/** Why there is no such client goes into the record, where the operator reads it; the caller is told as little as ever. */
async function unknownClient({ presentation }: Shown, tenant: TenantId, { hasher, clients }: ClientAuthenticationTools): Promise<OAuthRefusal> {
  if ('secret' in presentation) hasher.matches(presentation.secret, nobody);
  const known = await clients.explainUnknown?.(tenant, presentation.clientId);
  return known === undefined ? invalidClient('client.unknown') : invalidClient(known.reason, known.evidence);
}

/** Why the credentials are not believed; `undefined`: they are, and what was good once is spent. */
function refusalOf(shown: Shown, call: VerifyCall, tools: ClientAuthenticationTools): Awaitable<OAuthRefusal | undefined> {
  const verified = proveShown(shown, call, tools);
  return verified instanceof Promise ? verified.then((late) => spend(late, call, tools)) : spend(verified, call, tools);
}

function spend(verified: VerifiedCredentials | OAuthRefusal, { client, tenant }: VerifyCall, { singleUse }: ClientAuthenticationTools): Awaitable<OAuthRefusal | undefined> {
  if (verified instanceof Refusal) return verified;
  if (!client.enabled) return invalidClient('client.disabled');
  return verified.spend === undefined ? undefined : singleUse.consume(tenant.id, verified.spend).then((answer) => (answer === 'first' ? undefined : invalidClient('assertion.used', { expected: 'a new jti in each assertion' })));
}

function proveShown(shown: Shown, call: VerifyCall, tools: ClientAuthenticationTools): ReturnType<ClientAuthenticationMethod['verify']> {
  const { client } = call;
  const method = actualMethod(shown, client);
  const unfit = findUnfitness(method, client);
  if (unfit === undefined) return method.verify(shown.presentation, call, tools);
  if ('secret' in shown.presentation) tools.hasher.matches(shown.presentation.secret, nobody);
  return unfit;
}

function findUnfitness({ name }: ClientAuthenticationMethod, client: Client): OAuthRefusal | undefined {
  if (client.authenticationMethod !== name) return invalidClient('client.method_not_registered', { expected: client.authenticationMethod, received: name });
  return rulesOf(client).strongAuthentication && !strong.has(name) ? invalidClient('client.method_too_weak', { expected: [...strong].join(' '), received: name }) : undefined;
}

/** A public client that sends `Basic id:` with an empty password only says its name (RFC 6749 §2.3.1 lets the empty secret be omitted). */
function actualMethod({ method, presentation }: Shown, { authenticationMethod }: Client): ClientAuthenticationMethod {
  if (!('secret' in presentation) || presentation.secret !== '') return method;
  return byName.find(({ name }) => name === authenticationMethod) ?? none;
}

/** RFC 6749 §2.3: the client must not use more than one authentication method in each request. */
function chooseMethod(credentials: Credentials, tools: VerifyTools): Shown | OAuthRefusal {
  const used: Shown[] = [];
  for (const method of withCredentials) {
    const presentation = method.present(credentials, tools);
    if (presentation instanceof Refusal) return presentation;
    if (presentation !== undefined) used.push({ method, presentation });
  }
  const [first, second] = used;
  if (second !== undefined) return invalidRequest('client.two_methods');
  const named = credentials.params.optional('client_id');
  if (first !== undefined) return named === undefined || named === first.presentation.clientId ? first : invalidClient('client.ids_differ', { expected: first.presentation.clientId.slice(0, 80), received: named.slice(0, 80) });
  const bare = none.present(credentials, tools);
  if (bare instanceof Refusal) return bare;
  return bare === undefined ? invalidClient('client.no_credentials') : { method: none, presentation: bare };
}
