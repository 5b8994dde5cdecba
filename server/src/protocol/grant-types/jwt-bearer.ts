import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { clientGrantScope } from '../audience/client-grant-scope.ts';
import { findTarget } from '../audience/find-target.ts';
import { isConfidential } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { Subject } from '../subject.ts';
import type { Payment } from '../tokens/issuance.ts';
import { markMargin } from '../tokens/lifetimes.ts';
import type { Grant } from '../tokens/records.ts';
import { proveForeignAssertion, type ForeignAssertion } from '../trusted-issuers/prove-foreign-assertion.ts';
import { accessDenied, invalidGrant, invalidRequest, invalidTarget, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { GrantTools, GrantType, TokenCall } from './grant-type.ts';

const name = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

/**
 * RFC 7523 §2.1: what an issuer that the tenant trusts says of an application or a person is the grant. No refresh token (RFC 7521 §4.1) and no ID token:
 * nobody signed in here. The application needs a grant for the API, as for client_credentials; without one the word of the issuer opens nothing.
 */
export const jwtBearer: GrantType = {
  name,
  isOffered: ({ trustedIssuers }) => trustedIssuers.length > 0,

  async authorize(call, tools) {
    const { client, params } = call;
    if (!isConfidential(client)) return unauthorizedClient('client.public_not_allowed');
    const presented = params.required('assertion');
    if (presented instanceof Refusal) return presented;
    const assertion = await proveForeignAssertion(presented, call, tools);
    if (assertion instanceof Refusal) return assertion;
    const goal = await findGoal(assertion, call, tools);
    if (goal instanceof Refusal) return goal;
    const subject = await findSubject(assertion, call, tools);
    if (subject instanceof Refusal) return subject;
    const grant = subject === undefined ? undefined : grantOf(subject, goal, { call, nowMs: tools.clock.nowMs() });
    return {
      client, grant, subject, ...goal, nonce: undefined, refresh: undefined, withoutIdToken: true, storesGrant: grant !== undefined,
      payment: payWith(assertion),
      whenSpent: async () => invalidGrant('issuer.assertion_used'),
    };
  },
};

/** What the new token is for. */
interface Goal { readonly api: ResourceServer; readonly scope: readonly string[] }

async function findGoal({ issuer }: ForeignAssertion, { client, params, tenant, record }: TokenCall, { clients }: GrantTools): Promise<Goal | OAuthRefusal> {
  const target = await findTarget(params, tenant, { clients, record });
  if (target instanceof Refusal) return target;
  const { api } = target;
  if (api === undefined) return invalidRequest('issuer.target_missing', { expected: issuer.audiences.join(' or ') || 'an API that the issuer may speak for' });
  if (!issuer.audiences.includes(api.identifier)) return invalidTarget('issuer.target_not_allowed', { expected: issuer.audiences.join(' ') || 'none', received: api.identifier });
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const granted = await clients.findClientGrant(tenant.id, client.id, api.identifier);
  if (granted === undefined) return accessDenied('target.not_granted', { expected: 'a grant of this application for the API', received: api.identifier });
  record.pass('target.granted');
  const scope = clientGrantScope(asked, granted, record);
  return scope instanceof Refusal ? scope : { api, scope };
}

/** `undefined`: the assertion speaks of the application that sends it, and of no other (RFC 7523 §3). */
async function findSubject({ issuer, sub }: ForeignAssertion, { client, tenant, record }: TokenCall, { people }: GrantTools): Promise<Subject | undefined | OAuthRefusal> {
  if (issuer.subjectMapping === 'client') return sub === client.id ? undefined : invalidGrant('issuer.subject_other', { expected: client.id, received: sub.slice(0, 120) });
  const subject = await people.findSubject(tenant.id, sub);
  if (subject === undefined) return invalidGrant('user.gone', { received: sub.slice(0, 120) });
  if (subject.blocked) return invalidGrant('user.blocked');
  record.facts.userId = subject.id;
  record.pass('user.active');
  return subject;
}

function grantOf(subject: Subject, { api, scope }: Goal, { call, nowMs }: { readonly call: TokenCall; readonly nowMs: number }): Grant {
  const now = Math.floor(nowMs / 1000);
  return {
    key: newKey(nowMs), clientId: call.client.id, userId: subject.id, sessionKey: undefined, offline: false, scope, audience: api.identifier, authTime: undefined, device: undefined,
    createdAt: now, absoluteExpiresAt: now + api.tokenTtl, detail: { grantType: name },
  };
}

/** RFC 7523 §3: a jti that is there is taken once. */
const payWith = ({ once }: ForeignAssertion) => (once === undefined ? undefined : { kind: 'jti', key: once.key, keepUntil: once.until + markMargin, outcome: undefined } as Payment);
