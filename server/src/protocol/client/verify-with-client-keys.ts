import type { ForeignJwt, ForeignJwts } from '../ports/foreign-jwt.ts';
import { isOutboundFailure } from '../ports/outbound.ts';
import type { Client } from './client.ts';
import type { ClientKeyFinder } from './client-keys.ts';

/** Why a signature could not be believed. `no_key`: there is nothing to verify it with; `signature`: it does not hold. */
export interface KeyProblem { readonly problem: 'no_key' | 'signature'; readonly expected: string; readonly received: string }

/** A JWT of a client, or of whoever has such keys, and the algorithms that it may be signed with. */
export interface SignedByClient { readonly jwt: string; readonly client: Pick<Client, 'keys'>; readonly algs: readonly string[] }

/** What verifies the signatures of clients. */
export interface ClientKeyTools { readonly jwts: ForeignJwts; readonly clientKeys: ClientKeyFinder }

/** RFC 7515 §5.2, OIDC Core §10.1.1: the signature holds under a key that is registered for the client; a key that is missed at the registered address is looked for again. */
export async function verifyWithClientKeys(signed: SignedByClient, tools: ClientKeyTools): Promise<ForeignJwt | KeyProblem> {
  const first = await attempt(signed, false, tools);
  // Without a kid nobody knows whether the key was rotated or the signature is wrong.
  const missed = first === 'no_key' || (first === undefined && tools.jwts.read(signed.jwt)?.header.kid === undefined);
  return toAnswer(missed && signed.client.keys.jwksUri !== undefined ? await attempt(signed, true, tools) : first, signed, tools);
}

type Attempt = ForeignJwt | KeyProblem | 'no_key' | undefined;

async function attempt({ jwt, client, algs }: SignedByClient, refetch: boolean, { jwts, clientKeys }: ClientKeyTools): Promise<Attempt> {
  const keys = await clientKeys.keysOf(client, { refetch });
  if (isOutboundFailure(keys)) return { problem: 'no_key', expected: 'a key set at the registered jwks_uri', received: keys.detail };
  if (keys.length === 0) return { problem: 'no_key', expected: 'registered keys (jwks or jwks_uri)', received: 'none is registered' };
  return jwts.verify(jwt, keys, algs);
}

function toAnswer(found: Attempt, { jwt, algs }: SignedByClient, { jwts }: ClientKeyTools): ForeignJwt | KeyProblem {
  if (typeof found === 'object') return found;
  const kid = jwts.read(jwt)?.header.kid;
  const named = kid === undefined ? 'no kid' : `kid ${kid.slice(0, 60)}`;
  if (found === 'no_key') return { problem: 'no_key', expected: `a registered key that fits (${algs.join(' ')})`, received: named };
  return { problem: 'signature', expected: 'a signature by a registered key', received: named };
}

/** Was it not verified? */
export const isKeyProblem = (x: ForeignJwt | KeyProblem): x is KeyProblem => 'problem' in x;
