import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { TenantId } from '../../kernel/tenant.ts';

/** Tokens of other providers, by the id of the identity that they are for (`oidc|acme|…`), each sealed as one text. They go with the person. */
export interface UpstreamTokenStore {
  /** In the place of those before, in the commit of the sign-in that brought them. */
  prepare(tenant: TenantId, id: string, sealed: string): PreparedWrite;
  find(tenant: TenantId, id: string): Promise<string | undefined>;
}
