import { Refusal } from '../../kernel/refusal.ts';
import { clientGrantScope } from '../audience/client-grant-scope.ts';
import { findTarget } from '../audience/find-target.ts';
import { isConfidential } from '../client/client.ts';
import { parseScope } from '../scope/parse-scope.ts';
import { accessDenied, unauthorizedClient } from '../vocabulary/errors.ts';
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
    const scope = clientGrantScope(asked, grant, record);
    if (scope instanceof Refusal) return scope;
    return { client, grant: undefined, subject: undefined, scope, api: target.api, nonce: undefined, refresh: undefined, payment: undefined, whenSpent: undefined };
  },
};
