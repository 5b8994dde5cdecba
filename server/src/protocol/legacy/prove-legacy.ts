import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { LegacyFlow, Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import { rulesOf } from '../client/profiles.ts';
import { unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';

/** Evidence that tenant and application both switched this flow on. */
export type LegacyPermit = Brand<LegacyFlow, 'LegacyPermit'>;

/** What is better than each flow, in one sentence; it stands in the record of every request that uses one. */
const instead: Readonly<Record<LegacyFlow, string>> = {
  implicit: 'the authorization code flow with PKCE',
  hybrid: 'the authorization code flow with PKCE',
  password: 'the authorization code flow with PKCE, so that only this server sees the password',
  delegation: 'token exchange (RFC 8693)',
  tokeninfo: 'local validation of the ID token, or the userinfo endpoint',
  resource_owner: 'the authorization code flow with PKCE',
  idp_access_token: 'token exchange (RFC 8693)',
  attribute_scopes: 'the scopes of OIDC Core and the claims parameter',
  shared_secret_signing: 'a key pair, so that whoever verifies a token can not make one',
};

/** RFC 9700 §2.1.2, RFC 9700 §2.4: what should not be used any more works only where tenant and application say so, and the record warns of it. */
export function proveLegacy(flow: LegacyFlow, { tenant, client, record }: { readonly tenant: Tenant; readonly client: Client; readonly record: DecisionRecord }): LegacyPermit | OAuthRefusal {
  const off = refuseInTenant(flow, tenant);
  if (off !== undefined) return off;
  // FAPI 2.0 §5.3.2.1: a client of this profile is refused everything that is weaker, whatever its switches say.
  if (rulesOf(client).codeOnly) return unauthorizedClient('legacy.off_in_profile', { expected: instead[flow], received: flow });
  if (!client.legacyFlows.includes(flow)) return unauthorizedClient('legacy.off_in_application', { expected: instead[flow], received: flow });
  return permit(flow, record);
}

/** The same for what an API is set to: its own setting stands for the switch of an application. */
export function proveLegacyOfApi(flow: LegacyFlow, { tenant, record }: { readonly tenant: Tenant; readonly record: DecisionRecord }): LegacyPermit | OAuthRefusal {
  return refuseInTenant(flow, tenant) ?? permit(flow, record);
}

/** Are both switched on? For lists of what a request may ask for, where nobody asked yet. */
export const isLegacyOn = (flow: LegacyFlow, tenant: Tenant, client: Client): boolean => tenant.settings.legacyFlows.includes(flow) && client.legacyFlows.includes(flow) && !rulesOf(client).codeOnly;

const refuseInTenant = (flow: LegacyFlow, { settings }: Tenant): OAuthRefusal | undefined =>
  (settings.legacyFlows.includes(flow) ? undefined : unauthorizedClient('legacy.off_in_tenant', { expected: instead[flow], received: flow }));

function permit(flow: LegacyFlow, record: DecisionRecord): LegacyPermit {
  record.pass('legacy.switched_on', { received: `${flow}: better use ${instead[flow]}` });
  return flow as LegacyPermit;
}
