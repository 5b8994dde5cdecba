import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findTarget } from '../audience/find-target.ts';
import { isConfidential } from '../client/client.ts';
import type { ClientGrant } from '../client/resource-server.ts';
import { isOidcScope } from '../scope/oidc-scopes.ts';
import { parseScope } from '../scope/parse-scope.ts';
import { accessDenied, invalidScope, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { GrantType } from './grant-type.ts';

/** RFC 6749 §4.4: for confidential clients only, with no refresh token (RFC 6749 §4.4.3) and no person. */
export const clientCredentials: GrantType = {
  name: 'client_credentials',

  async authorize({ tenant, client, params, record }, { clients }) {
    if (!isConfidential(client)) return unauthorizedClient('client.public_not_allowed');
    const target = await findTarget(params, tenant, { clients, record });
    if (target instanceof Refusal) return target;
    const asked = parseScope(params.optional('scope'));
    if (asked instanceof Refusal) return asked;
    const grant = target.api === undefined ? undefined : await clients.findClientGrant(tenant.id, client.id, target.api.identifier);
    if (target.api !== undefined && grant === undefined) return accessDenied('target.not_granted', { expected: 'a grant of this application for the API', received: target.api.identifier });
    if (grant !== undefined) record.pass('target.granted');
    const scope = grantedScope(asked, grant, record);
    if (scope instanceof Refusal) return scope;
    return { client, grant: undefined, subject: undefined, scope, api: target.api, nonce: undefined, refresh: undefined, payment: undefined, whenSpent: undefined };
  },
};

/** OIDC scopes speak of a person and are dropped; without a scope parameter everything that was granted is meant (RFC 6749 §3.3). */
function grantedScope(asked: readonly string[], grant: ClientGrant | undefined, record: DecisionRecord): readonly string[] | OAuthRefusal {
  const granted = grant?.scope ?? [];
  const wanted = asked.filter((token) => !isOidcScope(token));
  const beyond = wanted.filter((token) => !granted.includes(token));
  if (beyond.length > 0) return invalidScope('scope.not_allowed', { expected: granted.length === 0 ? 'no scope' : granted.join(' '), received: beyond.join(' ') });
  record.pass('scope.allowed');
  return wanted.length > 0 ? wanted : granted;
}
