import type { Seconds } from '../../kernel/time.ts';
import type { AuthorizationDetail } from '../authorization-details/authorization-detail.ts';
import type { Client } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { RuleOutcome } from '../login-rules/rule-outcome.ts';
import type { Subject } from '../subject.ts';
import type { Confirmation } from '../sender-constraint/confirmation.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { Payment, Spent } from './issuance.ts';
import type { Actor, Grant, TokenRecord } from './records.ts';

/** The refresh token of an answer. `record` is `undefined` where a retry is told the successor that is stored already. */
export interface RefreshToken { readonly token: string; readonly record: TokenRecord | undefined }

/** What every grant type boils down to (RFC 6749 §1.3), and all that the issuer may know. */
export interface Authorization {
  readonly client: Client;
  /** `undefined`: the client acts for itself. */
  readonly grant: Grant | undefined;
  readonly subject: Subject | undefined;
  readonly scope: readonly string[];
  readonly api: ResourceServer | undefined;
  readonly nonce: string | undefined;
  readonly refresh: RefreshToken | undefined;
  /** The key that the access token is bound to; the endpoint fills it in from what the caller proved. */
  readonly confirmation?: Confirmation | undefined;
  /** RFC 9396 §7. */
  readonly authorizationDetails?: readonly AuthorizationDetail[] | undefined;
  /** RFC 8693 §4.1. */
  readonly actor?: Actor | undefined;
  /** RFC 8693 §2.2.1: present in answers of a token exchange only. */
  readonly issuedTokenType?: string | undefined;
  /** No ID token, whatever the scope says (RFC 8693 §2.2 speaks of one token). */
  readonly withoutIdToken?: boolean | undefined;
  /** Shorter than the API's lifetime, in seconds; a longer one is ignored. */
  readonly accessTokenTtl?: Seconds | undefined;
  /** Auth0: what the rules of the tenant said; `undefined`: they are still to be asked. */
  readonly ruled?: RuleOutcome | undefined;
  /** The grant is a new one: it is stored in the same commit as the tokens. */
  readonly storesGrant?: boolean | undefined;
  /** What it is bought with; spent in the same commit that stores the tokens. */
  readonly payment: Payment | undefined;
  /** What follows when somebody else spent the payment first. Present with every payment. */
  readonly whenSpent: ((spent: Spent) => Promise<Authorization | OAuthRefusal>) | undefined;
}
