import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findTarget, type Target } from '../audience/find-target.ts';
import { isConfidential } from '../client/client.ts';
import { limitScope } from '../entitlement/limit-scope.ts';
import type { GrantTools, TokenCall } from '../grant-types/grant-type.ts';
import { grantableScope } from '../scope/grantable-scope.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { Subject } from '../subject.ts';
import type { Authorization } from '../tokens/authorization.ts';
import type { Payment } from '../tokens/issuance.ts';
import { mintRefreshToken } from '../tokens/mint-refresh-token.ts';
import type { Grant } from '../tokens/records.ts';
import { unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';

/** Who it is, and what is spent by it. */
export interface DirectProof { readonly subject: Subject; readonly payment: Payment | undefined }

/** How the person is proven, and what tokens tell of it (RFC 8176 §2; Auth0: the claim `gty`). `whenSpent`: the answer where somebody was first with the payment. */
export interface DirectWay { readonly prove: () => Promise<DirectProof | OAuthRefusal>; readonly amr: readonly string[]; readonly gty: string; readonly whenSpent: Authorization['whenSpent'] }

/**
 * RFC 6749 §4.3: the application itself brings what proves the person. No session begins, and nobody is asked for consent,
 * so it is for applications of one's own alone (RFC 6749 §4.3: "a trust relationship with the client").
 */
export async function authorizeDirectly(way: DirectWay, call: TokenCall, tools: GrantTools): Promise<Authorization | OAuthRefusal> {
  const { client, params, tenant, record } = call;
  if (!client.firstParty) return unauthorizedClient('password.third_party');
  // What the application may ask for is judged before the proof: a wrong request is no guess.
  const target = await findTarget(params, tenant, { clients: tools.clients, record });
  if (target instanceof Refusal) return target;
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const proof = await way.prove();
  if (proof instanceof Refusal) return proof;
  const { subject, payment } = proof;
  const scope = await limitScope(grantableScope(asked, { ...call, api: target.api }), { userId: subject.id, api: target.api }, { tenant, record, tools });
  const grant = grantOf({ subject, target, scope, way }, call, tools);
  record.facts.scope = grant.scope.join(' ');
  record.pass('scope.allowed', grant.scope.length === asked.length ? undefined : { received: asked.join(' '), expected: grant.scope.join(' ') });
  return {
    client, grant, subject, scope: grant.scope, api: target.api, nonce: undefined, storesGrant: true,
    refresh: grant.offline ? mintRefreshToken(grant, client, tools) : undefined,
    payment, whenSpent: way.whenSpent,
  };
}

interface Proved { readonly subject: Subject; readonly target: Target; readonly scope: readonly string[]; readonly way: DirectWay }

function grantOf({ subject, target, scope, way }: Proved, { client, params, proof }: TokenCall, { clock }: GrantTools): Grant {
  const now = clock.now();
  // RFC 9449 §5: who keeps no secret is bound to its key, refresh tokens too.
  const bound = isConfidential(client) || proof.confirmation === undefined ? {} : { confirmation: proof.confirmation };
  return {
    key: newKey(clock.nowMs()), clientId: client.id, userId: subject.id, sessionKey: undefined, offline: scope.includes('offline_access'), scope, audience: target.api?.identifier,
    authTime: now, device: params.optional('device')?.slice(0, 200), createdAt: now, absoluteExpiresAt: now + client.refresh.absoluteTtl,
    detail: { grantType: way.gty, amr: way.amr, ...bound },
  };
}
