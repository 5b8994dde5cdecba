import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { Subject } from '../subject.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';

/** A code that an application brings, with the address that it was mailed to. */
export interface CodeTry {
  readonly tenant: Tenant;
  /** The connection that the mail was asked for. */
  readonly realm: string;
  readonly username: string;
  readonly code: string;
  readonly clientId: string;
  /** The application has proved who it is with a secret or a key. */
  readonly confidential: boolean;
  /** Where the request came from: for counters. */
  readonly address: string;
  readonly record: DecisionRecord;
}

/** Whose code it is, and the mark that its use leaves until `keepUntil`: whoever sets it first is the one. */
export interface ProvenCode { readonly subject: Subject; readonly key: TokenKey; readonly keepUntil: Seconds }

/** What the protocol asks of those who mail codes. */
export interface PasswordlessCheck {
  /** The person whose mailbox it is, now and unblocked; somebody new where the connection takes new people. A code of somebody else, an old and a wrong one are `invalid_grant` all. */
  proveCode(attempt: CodeTry): Promise<ProvenCode | OAuthRefusal>;
}
