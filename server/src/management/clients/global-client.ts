import { createHash } from 'node:crypto';
import type { Tenant } from '../../kernel/tenant.ts';

/** Auth0: the id of `All Applications`. It is the same at every start, and no application has it. */
export const globalClientId = ({ id }: Tenant): string => createHash('sha256').update(`all applications of ${id}`).digest('hex').slice(0, 32);

/** Auth0: every tenant lists one application that stands for all, where tools look for settings of the tenant. Nobody can sign in with it: it is a line of this list and nothing else. */
export const globalViewOf = (tenant: Tenant): Readonly<Record<string, unknown>> => ({
  tenant: tenant.id, client_id: globalClientId(tenant), global: true, name: 'All Applications', is_first_party: true, oidc_conformant: true, callbacks: [], allowed_logout_urls: [], web_origins: [], allowed_origins: [], grant_types: [], client_metadata: {},
});
