import { tenantDefaults, type Issuer, type Tenant, type TenantId } from '../kernel/tenant.ts';
import type { TenantDirectory } from '../protocol/ports/registry.ts';
import type { Settings } from '../settings/settings.ts';

const day = 86_400;

/** The tenant that serves the configured issuer: made at the first start, and moved along when the operator moves the issuer. */
export async function ensureDefaultTenant(tenants: TenantDirectory, { issuer, mode }: Settings, purpose: 'serve' | 'visit'): Promise<Tenant> {
  const id = 'default' as TenantId;
  const known = await tenants.find(id);
  if (known === undefined) {
    const fresh: Tenant = {
      id, name: 'Gatehouse', issuer: issuer as Issuer,
      settings: { environment: mode, supportEmail: undefined, logoutUris: [], defaultAudience: undefined, sessionIdleTtl: 3 * day, sessionAbsoluteTtl: 7 * day, ...tenantDefaults },
    };
    // Of two processes that start at once on an empty database one is first; both go on with what it stored.
    return (await tenants.insert(fresh)) === 'inserted' ? fresh : ((await tenants.find(id)) ?? fresh);
  }
  if (purpose === 'visit') return known;
  if (known.issuer === issuer && known.settings.environment === mode) return known;
  const moved: Tenant = { ...known, issuer: issuer as Issuer, settings: { ...known.settings, environment: mode } };
  await tenants.replace(moved);
  return moved;
}
