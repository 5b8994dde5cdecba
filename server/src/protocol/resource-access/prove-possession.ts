import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../client/client.ts';
import { sameConfirmation, type Confirmation } from '../sender-constraint/confirmation.ts';
import { proveDpop, type DpopTools } from '../sender-constraint/dpop.ts';
import type { SenderCall } from '../sender-constraint/prove-sender.ts';
import { invalidDpopProof, invalidToken, type OAuthRefusal } from '../vocabulary/errors.ts';

/** RFC 6750 §2.1, RFC 9449 §7.1: how an access token was sent. A token in a body or a query came as Bearer. */
export type TokenScheme = 'Bearer' | 'DPoP';

/** Evidence that whoever showed an access token holds the key that it is bound to, or that it is bound to none. */
export type HeldToken = Brand<{ readonly confirmation: Confirmation | undefined }, 'HeldToken'>;

/** A request to a resource, with its access token. */
export interface PossessionCall extends SenderCall { readonly scheme: TokenScheme; readonly token: string }

/**
 * RFC 9449 §7.1, RFC 8705 §3: a token that is bound to a key is good with that key alone, and in its own scheme.
 * @param bound what the token says of its key, and the client that it was issued to
 */
export async function provePossession(bound: { readonly confirmation: Confirmation | undefined; readonly client: Client }, call: PossessionCall, tools: DpopTools): Promise<HeldToken | OAuthRefusal> {
  const { confirmation, client } = bound;
  const refusal = confirmation !== undefined && 'jkt' in confirmation ? await refuseWithoutProof(confirmation, client, { call, tools }) : refuseWithoutCertificate(confirmation, call);
  if (refusal !== undefined) return refusal;
  if (confirmation !== undefined) call.record.pass('sender.key_same');
  return { confirmation } as HeldToken;
}

/** RFC 9449 §7.2: sent as Bearer it is refused, or the proof would be as good as optional. */
async function refuseWithoutProof(key: Confirmation, client: Client, { call, tools }: { readonly call: PossessionCall; readonly tools: DpopTools }): Promise<OAuthRefusal | undefined> {
  const { scheme, dpop, token } = call;
  if (scheme !== 'DPoP') return invalidToken('sender.downgrade');
  if (dpop === undefined) return invalidDpopProof('sender.possession_missing');
  const proof = await proveDpop({ ...call, dpop, token: { value: token, key } }, client, tools);
  return proof instanceof Refusal ? proof : undefined;
}

/** RFC 8705 §3: the certificate of this very connection; the scheme stays Bearer. */
function refuseWithoutCertificate(confirmation: Confirmation | undefined, { scheme, certificate }: PossessionCall): OAuthRefusal | undefined {
  if (scheme === 'DPoP') return invalidToken('sender.not_bound');
  if (confirmation === undefined) return undefined;
  const shown = certificate === undefined ? undefined : { 'x5t#S256': certificate.thumbprint };
  return sameConfirmation(confirmation, shown) ? undefined : invalidToken('sender.other_key', { expected: 'the TLS client certificate of the token request' });
}
