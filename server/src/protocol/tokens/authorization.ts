import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { Subject } from '../subject.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { Payment, Spent } from './issuance.ts';
import type { Grant, TokenRecord } from './records.ts';

/** The refresh token of an answer. `record` is `undefined` where a retry is told the successor that is stored already. */
export interface RefreshToken { readonly token: string; readonly record: TokenRecord | undefined }

/** What every grant type boils down to (RFC 6749 §1.3), and all that the issuer may know. */
export interface Authorization {
  readonly client: AuthenticatedClient;
  /** `undefined`: the client acts for itself. */
  readonly grant: Grant | undefined;
  readonly subject: Subject | undefined;
  readonly scope: readonly string[];
  readonly api: ResourceServer | undefined;
  readonly nonce: string | undefined;
  readonly refresh: RefreshToken | undefined;
  /** What it is bought with; spent in the same commit that stores the tokens. */
  readonly payment: Payment | undefined;
  /** What follows when somebody else spent the payment first. Present with every payment. */
  readonly whenSpent: ((spent: Spent) => Promise<Authorization | OAuthRefusal>) | undefined;
}
