import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import { sharedSecrets, type SharedSecretTools } from '../client/shared-secrets.ts';
import { isKeyProblem, verifyWithClientKeys, type ClientKeyTools } from '../client/verify-with-client-keys.ts';
import type { Params } from '../params.ts';
import type { ForeignJwt } from '../ports/foreign-jwt.ts';
import type { TokenDecrypter } from '../ports/key-ring.ts';
import { invalidRequestObject, requestNotSupported, type OAuthRefusal } from '../vocabulary/errors.ts';
import { parseObjectParameters, refuseObjectClaims } from './request-object-claims.ts';

/** Whose request object it is, and for whom. */
export interface RequestObjectContext { readonly tenant: Tenant; readonly client: Client; readonly record: DecisionRecord }

/** What opens and verifies request objects. */
export type RequestObjectTools = ClientKeyTools & SharedSecretTools & { readonly decrypter: TokenDecrypter; readonly clock: Clock };

/** What the header may call it; a client assertion is something else (RFC 9101 §10.8). */
const types: ReadonlySet<string> = new Set(['jwt', 'oauth-authz-req+jwt']);

/**
 * RFC 9101 §6, OIDC Core §6.1: the parameters that a request object holds, once it is decrypted and its signature holds under a key of the client.
 * RFC 9101 §6.3: they are all that counts.
 */
export async function proveRequestObject(jwt: string, context: RequestObjectContext, tools: RequestObjectTools): Promise<Params | OAuthRefusal> {
  const { client, record } = context;
  const signed = jwt.split('.').length === 5 ? await tools.decrypter.decrypt(context.tenant, jwt) : jwt;
  if (signed === undefined) return invalidRequestObject('request_object.not_decrypted');
  const proved = await verifyObject(signed, { client, algs: objectAlgs(client) }, tools);
  if (proved instanceof Refusal) return proved;
  record.pass('request_object.signature', { received: proved.header.alg });
  const refusal = refuseObjectClaims(proved.claims, context, tools.clock.now());
  if (refusal !== undefined) return refusal;
  record.pass('request_object.names');
  record.pass('request_object.time');
  const params = parseObjectParameters(proved.claims, client.id);
  if (!(params instanceof Refusal)) record.pass('request_object.parameters');
  return params;
}

/** RFC 9101 §6.2, RFC 8725 §3.1: its kind, its algorithm and its signature. What it says is judged by nobody yet. */
export async function verifyObject(jwt: string, { client, algs }: { readonly client: Client; readonly algs: readonly string[] }, tools: RequestObjectTools): Promise<ForeignJwt | OAuthRefusal> {
  const shown = tools.jwts.read(jwt);
  if (shown === undefined) return invalidRequestObject('request_object.malformed');
  const { alg, typ } = shown.header;
  if (typ !== undefined && !types.has(typ.toLowerCase().replace(/^application\//, ''))) return invalidRequestObject('request_object.kind_wrong', { expected: 'typ oauth-authz-req+jwt', received: typ.slice(0, 60) });
  if (alg.toLowerCase() === 'none') return (rulesOf(client).requestObjectTimes ? invalidRequestObject : requestNotSupported)('request_object.unsigned', { expected: algs.join(' '), received: 'none' });
  if (!algs.includes(alg)) return invalidRequestObject('request_object.alg_not_allowed', { expected: algs.join(' '), received: alg.slice(0, 40) });
  if (alg === byMac) return verifyMac(jwt, client, tools);
  const verified = await verifyWithClientKeys({ jwt, client, algs }, tools);
  if (!isKeyProblem(verified)) return verified;
  return invalidRequestObject(verified.problem === 'no_key' ? 'request_object.key_unknown' : 'request_object.signature_wrong', { expected: verified.expected, received: verified.received });
}

/** OIDC Core §6.1, OIDC Core §10.1: a MAC by the client secret, for an application that registered just that. */
const byMac = 'HS256';

/** Two secrets are good while one is rotated. A key of the application is never taken for a secret: which of both it is, the registration says. */
async function verifyMac(jwt: string, client: Client, tools: RequestObjectTools): Promise<ForeignJwt | OAuthRefusal> {
  const secrets = sharedSecrets(client, tools);
  if (secrets.length === 0) return invalidRequestObject('request_object.key_unknown', { expected: 'a secret that is kept as a key', received: 'none is kept' });
  for (const secret of secrets) {
    const verified = await tools.jwts.verifyWithSecret(jwt, secret, [byMac]);
    if (verified !== undefined) return verified;
  }
  return invalidRequestObject('request_object.signature_wrong', { expected: 'a MAC by the client secret', received: byMac });
}

/** RFC 8725 §3.1: the registered algorithm, or those of the profile. A MAC is for those who registered it, and for no profile that forbids secrets. */
function objectAlgs(client: Client): readonly string[] {
  const { signingAlgs, strongAuthentication } = rulesOf(client);
  const { objectSigningAlg } = client.requests;
  if (objectSigningAlg === byMac) return strongAuthentication ? [] : [byMac];
  return objectSigningAlg === undefined ? signingAlgs : signingAlgs.filter((alg) => alg === objectSigningAlg);
}
