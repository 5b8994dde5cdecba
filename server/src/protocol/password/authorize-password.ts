import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findTarget, type Target } from '../audience/find-target.ts';
import { isConfidential } from '../client/client.ts';
import { limitScope } from '../entitlement/limit-scope.ts';
import type { GrantTools, TokenCall } from '../grant-types/grant-type.ts';
import type { LegacyPermit } from '../legacy/prove-legacy.ts';
import { grantableScope } from '../scope/grantable-scope.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { Subject } from '../subject.ts';
import type { Authorization } from '../tokens/authorization.ts';
import { mintRefreshToken } from '../tokens/mint-refresh-token.ts';
import type { Grant } from '../tokens/records.ts';
import { unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';

/** The connection to ask, and the evidence that this may be done at all. */
export interface PasswordRequest { readonly permit: LegacyPermit; readonly realm: string | undefined }

/**
 * RFC 6749 §4.3: the application brings the person's name and password. No session begins, and nobody is asked for consent,
 * so it is for applications of one's own alone (RFC 6749 §4.3: "a trust relationship with the client").
 */
export async function authorizePassword({ realm }: PasswordRequest, call: TokenCall, tools: GrantTools): Promise<Authorization | OAuthRefusal> {
  const { client, params, tenant, record, address } = call;
  if (!client.firstParty) return unauthorizedClient('password.third_party');
  const username = params.required('username');
  if (username instanceof Refusal) return username;
  const password = params.required('password');
  if (password instanceof Refusal) return password;
  // What the application may ask for is judged before the password: a wrong request is no guess.
  const target = await findTarget(params, tenant, { clients: tools.clients, record });
  if (target instanceof Refusal) return target;
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const subject = await tools.passwordCheck.provePassword({ tenant, realm, username, password, clientId: client.id, address, record });
  if (subject instanceof Refusal) return subject;
  const scope = await limitScope(grantableScope(asked, { ...call, api: target.api }), { userId: subject.id, api: target.api }, { tenant, record, tools });
  const grant = grantOf({ subject, target, scope }, call, tools);
  record.facts.scope = grant.scope.join(' ');
  record.pass('scope.allowed', grant.scope.length === asked.length ? undefined : { received: asked.join(' '), expected: grant.scope.join(' ') });
  return {
    client, grant, subject, scope: grant.scope, api: target.api, nonce: undefined, storesGrant: true,
    refresh: grant.offline ? mintRefreshToken(grant, client, tools) : undefined,
    payment: undefined, whenSpent: undefined,
  };
}

interface Proved { readonly subject: Subject; readonly target: Target; readonly scope: readonly string[] }

function grantOf({ subject, target, scope }: Proved, { client, params, proof }: TokenCall, { clock }: GrantTools): Grant {
  const now = clock.now();
  // RFC 9449 §5: who keeps no secret is bound to its key, refresh tokens too.
  const bound = isConfidential(client) || proof.confirmation === undefined ? {} : { confirmation: proof.confirmation };
  return {
    key: newKey(clock.nowMs()), clientId: client.id, userId: subject.id, sessionKey: undefined, offline: scope.includes('offline_access'), scope, audience: target.api?.identifier,
    authTime: now, device: params.optional('device')?.slice(0, 200), createdAt: now, absoluteExpiresAt: now + client.refresh.absoluteTtl,
    detail: { grantType: 'password', amr: ['pwd'], ...bound },
  };
}
