import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** A code that was mailed to sign in with, or would have been. The code itself is stored nowhere: it is made of the key. */
export interface MailedCode { readonly key: TokenKey; readonly expiresAt: Seconds }

/** The codes of passwordless sign-in. A name is a hash of whom a code is for, and where it is good: there is one code for each. */
export interface MailedCodeStore {
  /** In the place of the one before, with what others prepared `along`, in one commit. */
  replace(tenant: TenantId, named: { readonly name: string; readonly code: MailedCode }, along: readonly PreparedWrite[]): Promise<void>;
  /** Expiry is the caller's to judge. */
  find(tenant: TenantId, name: string): Promise<MailedCode | undefined>;
  /** Of any number of calls, on any number of nodes, exactly one is told that it was the first. */
  spend(tenant: TenantId, code: MailedCode): Promise<boolean>;
}
