import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Brand } from '../../kernel/brand.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { OutboxMessage } from '../ports/outbox.ts';
import type { AuthorizationCode, Grant, TokenRecord } from './records.ts';

/** The kinds of value that may be used once. One tag per kind; one table, one statement for all (`consume`). */
export type SingleUseKind = 'code' | 'refresh_token' | 'ticket' | 'jti' | 'dpop_jti' | 'revoked_jti' | 'device_code' | 'registration_access_token' | 'auth_req_id' | 'mail_code';

/** The single-use thing that an issuance is bought with. Made only by the grant type that proved it. */
export type Payment = Brand<{
  readonly kind: SingleUseKind;
  readonly key: TokenKey;
  /** How long the mark must be kept: at least until the value itself is refused as expired. */
  readonly keepUntil: Seconds;
  /** What a second user within the overlap window may be told: the sealed successor. Never a secret in clear. */
  readonly outcome: string | undefined;
}, 'Payment'>;

/** Consent that a person gave, to be remembered (OIDC Core §3.1.2.4). */
export interface ConsentRecord { readonly userId: string; readonly clientId: string; readonly audience: string | undefined; readonly scope: readonly string[]; readonly givenAt: Seconds }

/** Auth0: so many sign-ins with a refresh token a person has at one application at most. The newest puts the oldest out, by the time of the sign-in. */
export const mostOfflineGrants = 200;

/** Everything that one request writes, in one piece: it is stored whole, or not at all. */
export interface Issuance {
  readonly tenant: TenantId;
  readonly payment?: Payment | undefined;
  readonly grant?: Grant | undefined;
  readonly code?: AuthorizationCode | undefined;
  readonly consent?: ConsentRecord | undefined;
  readonly tokens?: readonly TokenRecord[] | undefined;
  readonly log?: LogRecord | undefined;
  /** What must be told because of it. */
  readonly messages?: readonly OutboxMessage[] | undefined;
  /** What others keep because of it. */
  readonly along?: readonly PreparedWrite[] | undefined;
}

/** The mark of a spent value: when, and what its spender left for a retry. */
export interface Spent { readonly spentAt: Seconds; readonly outcome: string | undefined }
