import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { OpaqueTokens } from '../../kernel/opaque-token.ts';
import type { Tenant, TenantSettings } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { AuthenticatedClient } from '../client-authentication/authenticate-client.ts';
import type { Params } from '../params.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { ClientKeyFinder } from '../client/client-keys.ts';
import type { FailureWindow } from '../ports/failure-window.ts';
import type { ForeignJwts } from '../ports/foreign-jwt.ts';
import type { TokenDecrypter, TokenVerifier } from '../ports/key-ring.ts';
import type { GrantStore } from '../ports/grant-store.ts';
import type { PasswordCheck } from '../ports/password-check.ts';
import type { PasswordlessCheck } from '../ports/passwordless-check.ts';
import type { People } from '../ports/people.ts';
import type { PersonPermissions } from '../ports/role-store.ts';
import type { PendingStore } from '../ports/pending-store.ts';
import type { SecretSeal } from '../ports/secret-seal.ts';
import type { SubjectKeys } from '../ports/subject-keys.ts';
import type { SenderProof } from '../sender-constraint/confirmation.ts';
import type { Authorization } from '../tokens/authorization.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';
import type { GrantTypeName } from '../vocabulary/names.ts';

/** The stores, the people, the clock and the counter of failures that grant types judge with. */
export interface GrantTools { readonly grants: GrantStore; readonly pending: PendingStore; readonly clients: ClientDirectory; readonly tokens: OpaqueTokens; readonly failures: FailureWindow; readonly people: People; readonly roles: PersonPermissions; readonly passwordCheck: PasswordCheck; readonly passwordlessCheck: PasswordlessCheck; readonly verifier: TokenVerifier; readonly decrypter: TokenDecrypter; readonly jwts: ForeignJwts; readonly clientKeys: ClientKeyFinder; readonly secretSeal: SecretSeal; readonly subjectKeys: SubjectKeys; readonly clock: Clock }

/** Proved before any grant type runs: a grant type cannot forget what it is handed. */
export interface TokenCall {
  readonly tenant: Tenant;
  readonly client: AuthenticatedClient;
  readonly params: Params;
  readonly record: DecisionRecord;
  /** The key that the caller holds, proved with this request. */
  readonly proof: SenderProof;
  /** Where the request came from: for counters. */
  readonly address: string;
}

/** One file per grant type, all of this shape. */
export interface GrantType {
  readonly name: GrantTypeName;
  /** Whether it can be used in a tenant of these settings at all; absent: always. Discovery leaves it out where it can not. */
  readonly isOffered?: (settings: TenantSettings) => boolean;
  authorize(call: TokenCall, tools: GrantTools): Promise<Authorization | OAuthRefusal>;
}
