import { hash } from 'node:crypto';
import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Client } from '../client/client.ts';
import { rulesOf, type ProfileRules } from '../client/profiles.ts';
import type { DpopNonces } from '../dpop/dpop-nonces.ts';
import { findEnd } from '../dpop/find-end.ts';
import { normalAddress } from '../dpop/normal-address.ts';
import { parseProofClaims, type ProofClaims } from '../dpop/proof-claims.ts';
import type { ForeignJwts, Jwk } from '../ports/foreign-jwt.ts';
import type { SingleUseStore } from '../ports/single-use-store.ts';
import { invalidDpopProof, invalidToken, type OAuthRefusal } from '../vocabulary/errors.ts';
import { sameConfirmation, type Confirmation } from './confirmation.ts';

/** Evidence that the caller made a proof for this very request, and nobody used it before: the thumbprint of its key (RFC 7638 §3). */
export type DpopProof = Brand<{ readonly jkt: string }, 'DpopProof'>;

/** A request with a proof. */
export interface DpopCall {
  readonly tenant: Tenant;
  readonly record: DecisionRecord;
  /** The header `DPoP`. */
  readonly dpop: string;
  /** The method, and the address without query as the client must have meant it. */
  readonly method: string;
  readonly url: string;
  /** At a resource: the access token that comes along, and the key that it is bound to. */
  readonly token?: { readonly value: string; readonly key: Confirmation };
}

/** What reads and verifies a proof, gives out and knows nonces, and remembers what was used. */
export interface DpopTools { readonly jwts: ForeignJwts; readonly dpopNonces: DpopNonces; readonly singleUse: SingleUseStore; readonly clock: Clock }

/** A used proof is remembered longer than any node takes it, for clocks of nodes that differ. */
const nodeSkew: Seconds = 60;

/** RFC 9449 §4.3: everything that must hold of a proof, in an order in which nothing is stored for one that fails. */
export async function proveDpop(call: DpopCall, client: Client, tools: DpopTools): Promise<DpopProof | OAuthRefusal> {
  const { record } = call;
  const rules = rulesOf(client);
  const verified = await verifyProof(call.dpop, rules, tools);
  if (verified instanceof Refusal) return verified;
  const { claims, jkt } = verified;
  const refusal = refuseOther(claims, jkt, call);
  if (refusal !== undefined) return refusal;
  record.pass('dpop.proof');
  const keepUntil = findEnd(claims, rules, { tenant: call.tenant, nonces: tools.dpopNonces, now: tools.clock.now() });
  if (keepUntil instanceof Refusal) return keepUntil;
  const key = hash('sha256', `${jkt}\n${claims.address}\n${claims.jti}`, 'base64url');
  if ((await tools.singleUse.consume(call.tenant.id, { kind: 'dpop_jti', key, keepUntil: keepUntil + nodeSkew })) !== 'first') return invalidDpopProof('dpop.replayed');
  record.pass('dpop.fresh');
  return { jkt } as DpopProof;
}

/** RFC 9449 §4.2 `typ`, `alg` and `jwk`; the signature holds under that key. */
async function verifyProof(proof: string, { signingAlgs }: ProfileRules, { jwts }: DpopTools): Promise<{ readonly claims: ProofClaims; readonly jkt: string } | OAuthRefusal> {
  const seen = jwts.read(proof);
  if (seen === undefined) return invalidDpopProof('dpop.malformed');
  const { typ, alg, jwk } = seen.header;
  if (typ !== 'dpop+jwt') return invalidDpopProof('dpop.type_wrong', { expected: 'dpop+jwt', received: String(typ).slice(0, 60) });
  if (!signingAlgs.includes(alg)) return invalidDpopProof('dpop.algorithm_not_allowed', { expected: signingAlgs.join(' '), received: alg.slice(0, 60) });
  if (!isPublicKey(jwk)) return invalidDpopProof('dpop.key_not_public');
  const verified = await jwts.verifySelfSigned(proof, signingAlgs);
  if (verified === undefined) return invalidDpopProof('dpop.signature_wrong');
  const claims = parseProofClaims(verified.claims);
  return claims instanceof Refusal ? claims : { claims, jkt: jwts.thumbprint(verified.jwk) };
}

/** RFC 7518 §6: what only the owner of a key may have, or both sides of a shared one. */
const secretMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;
const isPublicKey = (jwk: unknown): jwk is Jwk => typeof jwk === 'object' && jwk !== null && !Array.isArray(jwk) && secretMembers.every((member) => !Object.hasOwn(jwk, member));

/** The proof was made for another request, for another token, or with another key. */
function refuseOther(claims: ProofClaims, jkt: string, { method, url, token }: DpopCall): OAuthRefusal | undefined {
  if (claims.htm !== method) return invalidDpopProof('dpop.method_differs', { expected: method, received: claims.htm.slice(0, 20) });
  if (claims.address !== normalAddress(url)) return invalidDpopProof('dpop.address_differs', { expected: url, received: claims.address.slice(0, 300) });
  if (token === undefined) return undefined;
  // RFC 9449 §4.2 `ath`: the hash of the token in ASCII.
  if (claims.ath !== hash('sha256', token.value, 'base64url')) return invalidDpopProof('dpop.token_differs', { received: claims.ath === undefined ? 'no ath' : 'the hash of another token' });
  return sameConfirmation(token.key, { jkt }) ? undefined : invalidToken('sender.other_key');
}
