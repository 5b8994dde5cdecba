import type { Connection } from '../../identity/connections/connection.ts';
import type { LegacyFlow, Tenant, TenantSettings } from '../../kernel/tenant.ts';
import { findRedirectUriFlaw } from '../../protocol/client/redirect-uri-rule.ts';
import type { ResourceServer } from '../../protocol/client/resource-server.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { SettingsBody } from './schema.ts';
import { flagsOfFlows } from './view.ts';

const hour = 3600;
const minute = 60;

/** Text that is empty or null takes away what there was. */
const textOf = (sent: string | null | undefined, before: string | undefined) => (sent === undefined ? before : sent === null || sent === '' ? undefined : sent);

/** The later word for the same counts where both are sent. */
function secondsOf({ inHours, inMinutes }: { readonly inHours: number | undefined; readonly inMinutes: number | undefined }, before: number): number {
  if (inMinutes !== undefined) return Math.round(inMinutes * minute);
  return inHours === undefined ? before : Math.round(inHours * hour);
}

/** What a tenant may name in its settings. */
export interface KnownThings { readonly apis: readonly ResourceServer[]; readonly connections: readonly Connection[] }

/** What a body makes of a tenant, judged; what it does not name stays. */
export function changedTenant(before: Tenant, sent: SettingsBody, known: KnownThings): Tenant | ManagementRefusal {
  const next: Tenant = { ...before, name: sent.friendly_name ?? before.name, settings: changed(before.settings, sent) };
  return findFlaw(next.settings, before.settings, known) ?? next;
}

const changed = (before: TenantSettings, sent: SettingsBody): TenantSettings => ({
  ...before, pictureUri: textOf(sent.picture_url, before.pictureUri), supportEmail: textOf(sent.support_email, before.supportEmail), supportUri: textOf(sent.support_url, before.supportUri), defaultAudience: textOf(sent.default_audience, before.defaultAudience),
  defaultDirectory: textOf(sent.default_directory, before.defaultDirectory ?? undefined) ?? null,
  logoutUris: sent.allowed_logout_urls === undefined ? before.logoutUris : [...new Set(sent.allowed_logout_urls)], acrValues: sent.acr_values_supported ?? before.acrValues,
  sessionAbsoluteTtl: secondsOf({ inHours: sent.session_lifetime, inMinutes: sent.session_lifetime_in_minutes }, before.sessionAbsoluteTtl), sessionIdleTtl: secondsOf({ inHours: sent.idle_session_lifetime, inMinutes: sent.idle_session_lifetime_in_minutes }, before.sessionIdleTtl),
  userCodes: { alphabet: sent.device_flow?.charset ?? before.userCodes.alphabet, mask: sent.device_flow?.mask ?? before.userCodes.mask }, locales: sent.enabled_locales ?? before.locales, clientMetadataDocuments: sent.client_id_metadata_document_supported ?? before.clientMetadataDocuments,
  ...switched(before, sent.flags ?? {}),
});

function switched(before: TenantSettings, flags: NonNullable<SettingsBody['flags']>): Partial<TenantSettings> {
  const moved = new Map<LegacyFlow, boolean>(Object.entries(flagsOfFlows).flatMap(([flag, flow]) => {
    const on = flags[flag as keyof typeof flagsOfFlows];
    return on === undefined ? [] : [[flow, on] as const];
  }));
  const added = [...moved].flatMap(([flow, on]) => (on && !before.legacyFlows.includes(flow) ? [flow] : []));
  return {
    registration: registrationOf(flags.enable_dynamic_client_registration, before.registration), parRequired: flags.require_pushed_authorization_requests ?? before.parRequired, rulesEnabled: flags.enable_rules ?? before.rulesEnabled,
    verificationMail: flags.send_verification_email ?? before.verificationMail, verifiedEmailRequired: flags.require_verified_email ?? before.verifiedEmailRequired, passwordChangeEndsSessions: flags.end_sessions_with_password ?? before.passwordChangeEndsSessions,
    legacyFlows: [...before.legacyFlows.filter((flow) => moved.get(flow) !== false), ...added],
  };
}

function registrationOf(wanted: boolean | undefined, before: TenantSettings['registration']): TenantSettings['registration'] {
  if (wanted === undefined || wanted === (before !== 'closed')) return before;
  return wanted ? 'open' : 'closed';
}

function findFlaw(next: TenantSettings, before: TenantSettings, { apis, connections }: KnownThings): ManagementRefusal | undefined {
  for (const [index, uri] of next.logoutUris.entries()) {
    const flaw = before.logoutUris.includes(uri) ? undefined : findRedirectUriFlaw(uri, 'web');
    if (flaw !== undefined) return invalidBody(`Payload validation error: allowed_logout_urls.${index} = '${uri.slice(0, 120)}': ${flaw}.`);
  }
  if (next.sessionIdleTtl > next.sessionAbsoluteTtl) return invalidBody('Payload validation error: idle_session_lifetime is longer than session_lifetime.');
  if (next.defaultDirectory !== null && next.defaultDirectory !== before.defaultDirectory && !connections.some(({ name, strategy }) => strategy === 'auth0' && name === next.defaultDirectory)) return invalidBody(`Payload validation error: default_directory: there is no database ${next.defaultDirectory}.`);
  if (next.defaultAudience === undefined || next.defaultAudience === before.defaultAudience) return undefined;
  return apis.some(({ identifier }) => identifier === next.defaultAudience) ? undefined : invalidBody(`Payload validation error: default_audience: there is no API ${next.defaultAudience}.`);
}
