import { invalidToken, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ForeignJwts } from '../ports/foreign-jwt.ts';

/** RFC 8725 §3.1: is it a JWT that somebody signed with a secret? Such a one counts at the API that shares the secret, and nowhere here. */
export const isSecretSigned = (presented: string, { jwts }: { readonly jwts: ForeignJwts }): boolean => jwts.read(presented)?.header.alg.startsWith('HS') === true;

/** RFC 6750 §3.1: why a token that was not found is refused. */
export const refuseUnknown = (presented: string, tools: { readonly jwts: ForeignJwts }): OAuthRefusal => invalidToken(isSecretSigned(presented, tools) ? 'token.shared_secret' : 'token.malformed');
