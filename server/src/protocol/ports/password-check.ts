import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Subject } from '../subject.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';

/** A name and a password that an application brings (RFC 6749 §4.3.2). */
export interface PasswordTry {
  readonly tenant: Tenant;
  /** The connection that the account lives in; `undefined`: those with passwords that the application uses, one after the other. */
  readonly realm: string | undefined;
  readonly username: string;
  readonly password: string;
  readonly clientId: string;
  /** Where the request came from: for counters. */
  readonly address: string;
  readonly record: DecisionRecord;
}

/** What the protocol asks of those who know people's passwords. */
export interface PasswordCheck {
  /**
   * The person whose password this is, now and unblocked. An unknown user and a wrong password cost the same and are `invalid_grant` both;
   * guesses are counted with those of the login page.
   */
  provePassword(attempt: PasswordTry): Promise<Subject | OAuthRefusal>;
}
