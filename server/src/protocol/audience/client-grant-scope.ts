import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { ClientGrant } from '../client/resource-server.ts';
import { isOidcScope } from '../scope/oidc-scopes.ts';
import { invalidScope, type OAuthRefusal } from '../vocabulary/errors.ts';

/** OIDC scopes speak of a person who signs in and are dropped; without a scope parameter everything that was granted to the client is meant (RFC 6749 §3.3). */
export function clientGrantScope(asked: readonly string[], grant: ClientGrant | undefined, record: DecisionRecord): readonly string[] | OAuthRefusal {
  const granted = grant?.scope ?? [];
  const wanted = asked.filter((token) => !isOidcScope(token));
  const beyond = wanted.filter((token) => !granted.includes(token));
  if (beyond.length > 0) return invalidScope('scope.not_allowed', { expected: granted.length === 0 ? 'no scope' : granted.join(' '), received: beyond.join(' ') });
  record.pass('scope.allowed');
  return wanted.length > 0 ? wanted : granted;
}
