import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** A mail as it would have left. */
export interface KeptMail {
  readonly key: string;
  readonly at: Seconds;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

/** The outbox of development: mail that had nowhere to go, newest first, for a week. */
export interface KeptMails {
  keep(tenant: TenantId, mail: KeptMail): Promise<void>;
  list(tenant: TenantId): Promise<readonly KeptMail[]>;
  find(tenant: TenantId, key: string): Promise<KeptMail | undefined>;
}
