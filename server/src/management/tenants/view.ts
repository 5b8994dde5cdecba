import type { LegacyFlow, Tenant } from '../../kernel/tenant.ts';
import { fixedFlagValues, fixedSettings } from './schema.ts';

const hour = 3600;
/** Auth0: the flags that are the tenant's half of the switch of an unsafe flow. */
export const flagsOfFlows = { allow_legacy_delegation_grant_types: 'delegation', allow_legacy_ro_grant_types: 'resource_owner', allow_legacy_tokeninfo_endpoint: 'tokeninfo' } as const satisfies Record<string, LegacyFlow>;

const texts = (named: Readonly<Record<string, string | undefined>>) => Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));

/** The settings in Auth0's names. */
export const viewOf = ({ name, settings: set }: Tenant): Readonly<Record<string, unknown>> => ({
  friendly_name: name, ...texts({ picture_url: set.pictureUri, support_email: set.supportEmail, support_url: set.supportUri, default_audience: set.defaultAudience, default_directory: set.defaultDirectory ?? undefined }),
  allowed_logout_urls: set.logoutUris, session_lifetime: set.sessionAbsoluteTtl / hour, idle_session_lifetime: set.sessionIdleTtl / hour, acr_values_supported: set.acrValues,
  device_flow: { charset: set.userCodes.alphabet, mask: set.userCodes.mask }, client_id_metadata_document_supported: set.clientMetadataDocuments, enabled_locales: set.locales,
  flags: {
    enable_dynamic_client_registration: set.registration !== 'closed', require_pushed_authorization_requests: set.parRequired, enable_rules: set.rulesEnabled,
    send_verification_email: set.verificationMail, require_verified_email: set.verifiedEmailRequired, end_sessions_with_password: set.passwordChangeEndsSessions,
    ...Object.fromEntries(Object.entries(flagsOfFlows).map(([flag, flow]) => [flag, set.legacyFlows.includes(flow)])), ...fixedFlagValues,
  },
  ...fixedSettings,
});
