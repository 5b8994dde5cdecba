import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { FailureWindow } from '../ports/failure-window.ts';
import type { SecretHasher } from '../ports/secret-hasher.ts';
import { invalidClient, invalidRequest, tooManyRequests, type OAuthRefusal } from '../vocabulary/errors.ts';
import { clientSecretBasic } from './client-secret-basic.ts';
import { clientSecretPost } from './client-secret-post.ts';
import type { ClientAuthenticationMethod, Credentials, Presentation } from './method.ts';
import { none } from './none.ts';

/** Evidence that the caller is this client. Only this file can make it. */
export type AuthenticatedClient = Brand<Client, 'AuthenticatedClient'>;

/** Who asks, in which tenant, from where. */
export interface ClientCall extends Credentials { readonly tenant: Tenant; readonly address: string; readonly record: DecisionRecord }
/** Where clients are found, how their secrets are compared, and what counts wrong ones. */
export interface ClientAuthenticationTools { readonly clients: ClientDirectory; readonly hasher: SecretHasher; readonly failures: FailureWindow; readonly clock: Clock }

interface Shown { readonly method: ClientAuthenticationMethod; readonly presentation: Presentation }

const withSecret: readonly ClientAuthenticationMethod[] = [clientSecretBasic, clientSecretPost];
/** Compared against where there is no such client, so that both cost the same. */
const nobody = ['47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU'];

/**
 * RFC 6749 §2.3, RFC 6749 §3.2.1: the client proves who it is, by the one method that is registered for it.
 * Every refusal but a throttled or malformed one reads the same to the caller: nobody learns which client exists.
 */
export async function authenticateClient(call: ClientCall, tools: ClientAuthenticationTools): Promise<AuthenticatedClient | OAuthRefusal> {
  const shown = chooseMethod(call);
  if (shown instanceof Refusal) return shown;
  const { clientId } = shown.presentation;
  const now = tools.clock.now();
  const key = `${call.tenant.id}|${clientId}|${call.address}`;
  const wait = tools.failures.retryAfter(key, now);
  if (wait !== undefined) return tooManyRequests('client.throttled', { expected: `a pause of ${wait} seconds` });

  const client = await tools.clients.findClient(call.tenant.id, clientId);
  const refusal = proveShown(shown, client, { hasher: tools.hasher, now });
  if (refusal !== undefined || client === undefined) {
    tools.failures.fail(key, now);
    return refusal ?? invalidClient('client.unknown');
  }
  call.record.facts.clientId = client.id;
  call.record.pass('client.known');
  call.record.pass('client.authenticated', { received: shown.method.name });
  return client as AuthenticatedClient;
}

function proveShown(shown: Shown, client: Client | undefined, tools: { readonly hasher: SecretHasher; readonly now: Seconds }): OAuthRefusal | undefined {
  if (client === undefined) {
    tools.hasher.matches(shown.presentation.secret, nobody);
    return invalidClient('client.unknown');
  }
  const method = actualMethod(shown);
  const proved = method.verify(shown.presentation, client, tools);
  if (client.authenticationMethod !== method.name) return invalidClient('client.method_not_registered', { expected: client.authenticationMethod, received: method.name });
  if (!proved) return invalidClient('client.secret_wrong');
  return client.enabled ? undefined : invalidClient('client.disabled');
}

/** A public client that sends `Basic id:` with an empty password only says its name (RFC 6749 §2.3.1 lets the empty secret be omitted). */
const actualMethod = ({ method, presentation }: Shown) => (presentation.secret === '' ? none : method);

/** RFC 6749 §2.3: the client must not use more than one authentication method in each request. */
function chooseMethod(credentials: Credentials): Shown | OAuthRefusal {
  const used: Shown[] = [];
  for (const method of withSecret) {
    const presentation = method.present(credentials);
    if (presentation instanceof Refusal) return presentation;
    if (presentation !== undefined) used.push({ method, presentation });
  }
  const [first, second] = used;
  if (second !== undefined) return invalidRequest('client.two_methods');
  const named = credentials.params.optional('client_id');
  if (first !== undefined) return named === undefined || named === first.presentation.clientId ? first : invalidClient('client.ids_differ');
  const bare = none.present(credentials);
  if (bare instanceof Refusal) return bare;
  return bare === undefined ? invalidClient('client.no_credentials') : { method: none, presentation: bare };
}
