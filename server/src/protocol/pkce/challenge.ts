import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import type { Params } from '../params.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { CodeChallenge } from './code-challenge.ts';

/** RFC 7636 §4.3 and RFC 9700 §2.1.1: the S256 challenge of an authorization request; only a client that may do without gets `undefined`. */
export function parseChallenge(params: Params, client: Client, record: DecisionRecord): CodeChallenge | undefined | OAuthRefusal {
  const challenge = params.optional('code_challenge');
  const method = params.optional('code_challenge_method');
  if (challenge === undefined) {
    if (method !== undefined) return invalidRequest('pkce.method_without_challenge');
    return client.requiresPkce || client.authenticationMethod === 'none' || rulesOf(client).codeOnly ? invalidRequest('pkce.missing') : undefined;
  }
  // RFC 7636 §4.3: a missing method means plain.
  if (method !== 'S256') return invalidRequest('pkce.method_not_s256', { expected: 'S256', received: method === undefined ? 'none, which means plain' : method.slice(0, 40) });
  if (/^[0-9a-fA-F]{64}$/.test(challenge)) return invalidRequest('pkce.challenge_is_hex', { expected: '43 characters', received: '64 hexadecimal digits' });
  if (!/^[A-Za-z0-9_-]{43}$/.test(challenge)) return invalidRequest('pkce.challenge_malformed', { expected: '43 characters of A-Z a-z 0-9 - _', received: `${challenge.length} characters` });
  record.pass('pkce.present');
  record.pass('pkce.challenge', { received: `${challenge.slice(0, 6)}...` });
  return { challenge, method };
}
