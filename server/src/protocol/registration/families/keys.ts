import { parseJwks } from '../../client/jwks.ts';
import type { Family } from '../ground.ts';
import { readOutboundUrl } from '../urls.ts';

/** RFC 7591 §2 `jwks` and `jwks_uri`, never both: public keys alone, each one good (A100 and A102 of the attack cases). */
export const keys: Family = (read, ground) => {
  const sent = read.raw('jwks');
  const jwksUri = readOutboundUrl(read, 'jwks_uri', ground);
  if (sent === undefined) return { keys: { jwks: undefined, jwksUri } };
  if (jwksUri !== undefined) read.fault('registration.not_together', 'jwks and jwks_uri', 'one of the two');
  const parsed = parseJwks(sent);
  if (typeof parsed === 'string') {
    read.fault('registration.keys_malformed', 'jwks', parsed);
    return {};
  }
  read.accept('jwks', { keys: parsed.keys });
  return { keys: { jwks: parsed.keys, jwksUri: undefined } };
};
