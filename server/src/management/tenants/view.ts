import type { LegacyFlow, Tenant } from '../../kernel/tenant.ts';
import { fixedFlagValues, fixedSettings } from './schema.ts';

const hour = 3600;
/** The flags that are the tenant's half of the switch of an unsafe flow. Auth0 has the first three; the others are ours, for flows that Auth0 always has on. */
export const flagsOfFlows = {
  allow_legacy_delegation_grant_types: 'delegation', allow_legacy_ro_grant_types: 'resource_owner', allow_legacy_tokeninfo_endpoint: 'tokeninfo',
  allow_legacy_access_token_grant_types: 'idp_access_token', allow_legacy_password_grant_types: 'password', allow_legacy_implicit_grant_types: 'implicit', allow_legacy_hybrid_response_types: 'hybrid',
  allow_legacy_attribute_scopes: 'attribute_scopes', allow_legacy_shared_secret_signing: 'shared_secret_signing',
} as const satisfies Record<string, LegacyFlow>;

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
