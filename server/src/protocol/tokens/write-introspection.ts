import type { Client } from '../client/client.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import { writeForClient, type FormContext } from './write-for-client.ts';

/** RFC 9701 §4: the media type that asks for a JWT, and that it is answered with. */
export const introspectionJwtType = 'application/token-introspection+jwt';

/**
 * RFC 9701 §5: what is told of a token, as a JWT for the one who asked. RFC 9701 §8.1: a type of its own, and neither `sub` nor `exp` outside, so that it is never taken for
 * the token that it tells of. RFC 9701 §6: RS256 where nothing is said.
 */
export function writeIntrospection(told: Readonly<Record<string, unknown>>, client: Client, context: FormContext): Promise<string | OAuthRefusal> {
  const { introspectionSigningAlg: alg = 'RS256', introspectionEncryption: encryption } = client.formats;
  const claims = { iss: context.tenant.issuer, aud: client.id, iat: context.tools.clock.now(), token_introspection: told };
  return Promise.resolve(writeForClient({ typ: 'token-introspection+jwt', claims }, { client, alg, encryption }, context));
}
