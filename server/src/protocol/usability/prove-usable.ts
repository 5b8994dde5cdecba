import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../client/client.ts';
import type { GrantInContext } from '../ports/grant-store.ts';
import type { Subject } from '../subject.ts';
import type { Grant } from '../tokens/records.ts';
import type { ReasonCode } from '../../kernel/reasons/index.ts';

/** Evidence that an authorization may still be used now: nobody and nothing behind it was blocked, revoked or removed. */
export type UsableGrant = Brand<{ readonly grant: Grant; readonly subject: Subject | undefined }, 'UsableGrant'>;

/**
 * The one gate "is it still usable": asked by the token endpoint for codes and refresh tokens, by userinfo and by introspection.
 * OAuth and OIDC Core say little of it; RFC 6749 §5.2 calls a revoked grant invalid_grant, RFC 7662 §2.2 calls its tokens inactive.
 */
export function proveUsable(context: GrantInContext, client: Client | undefined, record: DecisionRecord): UsableGrant | Refusal<'invalid_grant'> {
  const reason = unusable(context, client);
  if (reason !== undefined) return new Refusal('invalid_grant', reason);
  record.pass('grant.alive');
  if (context.subject !== undefined) {
    record.facts.userId = context.subject.id;
    record.pass('user.active');
  }
  return { grant: context.grant, subject: context.subject } as UsableGrant;
}

function unusable({ grant, revokedAt, subject, connectionEnabled, session }: GrantInContext, client: Client | undefined): ReasonCode | undefined {
  if (client === undefined) return 'client.unknown';
  if (!client.enabled) return 'client.disabled';
  if (revokedAt !== undefined) return 'grant.revoked';
  if (grant.userId === undefined) return undefined;
  if (subject === undefined) return 'user.gone';
  if (subject.blocked) return 'user.blocked';
  if (!connectionEnabled) return 'connection.disabled';
  return grant.sessionKey !== undefined && !grant.offline && session === undefined ? 'grant.session_ended' : undefined;
}
