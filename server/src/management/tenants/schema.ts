import Type, { type Static } from 'typebox';
import { languages } from '../../kernel/languages.ts';
import { fixed, fixedList, nothing } from '../fixed.ts';

const maybe = Type.Optional;
const hours = (description: string) => maybe(Type.Number({ minimum: 0.02, maximum: 8760, description }));
const minutes = (description: string) => maybe(Type.Number({ minimum: 1, maximum: 525_600, description }));
const orNothing = (longest: number, description: string) => maybe(Type.Union([Type.String({ maxLength: longest }), Type.Null()], { description }));
const link = (description: string) => maybe(Type.Union([Type.String({ maxLength: 2048, pattern: '^(https://[\\x21-\\x7e]+)?$' }), Type.Null()], { description }));

/** Auth0: switches of the tenant that mean something here. */
const workingFlags = {
  enable_dynamic_client_registration: maybe(Type.Boolean({ description: 'RFC 7591: whether applications may register themselves. Where that takes a token, true leaves it so.' })),
  allow_legacy_delegation_grant_types: maybe(Type.Boolean({ description: 'Half of the switch of /delegation; each application has the other half.' })), allow_legacy_ro_grant_types: maybe(Type.Boolean({ description: 'The same of /oauth/ro.' })),
  allow_legacy_access_token_grant_types: maybe(Type.Boolean({ description: 'The same of /oauth/access_token.' })), allow_legacy_password_grant_types: maybe(Type.Boolean({ description: 'The same of the grant types password and password-realm.' })),
  allow_legacy_implicit_grant_types: maybe(Type.Boolean({ description: 'The same of access tokens through the browser.' })), allow_legacy_hybrid_response_types: maybe(Type.Boolean({ description: 'The same of a code with tokens beside it.' })),
  allow_legacy_attribute_scopes: maybe(Type.Boolean({ description: 'The same of scopes that are named like claims.' })), allow_legacy_shared_secret_signing: maybe(Type.Boolean({ description: 'The same of HS256: tokens that are signed with a secret which somebody else has too.' })),
  enable_rules: maybe(Type.Boolean({ description: 'Whether the rules of the tenant run. They are a thing of the past: false unless somebody says so.' })), allow_legacy_tokeninfo_endpoint: maybe(Type.Boolean({ description: 'The same of /tokeninfo.' })), require_pushed_authorization_requests: maybe(Type.Boolean({ description: 'RFC 9126 §5: of every application.' })),
  send_verification_email: maybe(Type.Boolean({ description: 'Who signs up is sent a mail that proves the address.' })), require_verified_email: maybe(Type.Boolean({ description: 'Nobody signs in to an account with an address that is not proved.' })),
  end_sessions_with_password: maybe(Type.Boolean({ description: 'A password that is set by mail ends every session and all access of the person; where this is off, the person is asked.' })),
};
/** Auth0: switches whose one position is what happens here anyway. */
const fixedFlags = {
  disable_clickjack_protection_headers: fixed(false, 'pages can never be framed'), enable_sso: fixed(true, 'a session serves every application'), revoke_refresh_token_grant: fixed(false, 'revoking a refresh token leaves the consent'),
};
/** Auth0: switches of features that are not here. */
const absentFlags = ['change_pwd_flow_v1', 'enable_apis_section', 'disable_impersonation', 'enable_client_connections', 'enable_pipeline2', 'enable_legacy_profile', 'enable_idtoken_api2', 'enable_public_signup_user_exists_error', 'allow_changing_enable_sso', 'no_disclose_enterprise_connections',
  'enforce_client_authentication_on_passwordless_start', 'enable_adfs_waad_email_verification', 'dashboard_log_streams_next', 'dashboard_insights_view', 'disable_fields_map_fix', 'mfa_show_factor_list_on_enrollment', 'remove_alg_from_jwks', 'improved_signup_bot_detection_in_classic', 'genai_trial',
  'disable_management_api_sms_obfuscation', 'trust_azure_adfs_email_verified_connection_property', 'custom_domains_provisioning', 'use_scope_descriptions_for_consent'] as const;
const absent = Object.fromEntries(absentFlags.map((name) => [name, fixed(false, 'what this switches is not here')]));

/** Members that are what they are, as the answer tells them. */
export const fixedSettings = {
  sandbox_version: '22', sandbox_versions_available: ['22'], session_cookie: { mode: 'persistent' }, oidc_logout: { rp_logout_end_session_endpoint_discovery: true },
  pushed_authorization_requests_supported: true, authorization_response_iss_parameter_supported: true,
} as const;
/** The same of switches. */
export const fixedFlagValues = { disable_clickjack_protection_headers: false, enable_sso: true, revoke_refresh_token_grant: false } as const;

const answered = {
  friendly_name: maybe(Type.String({ minLength: 1, maxLength: 100, pattern: '^[^<>\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$' })),
  picture_url: link('Shown where people sign in to an application without a picture of its own; https.'), support_email: maybe(Type.Union([Type.String({ maxLength: 254, pattern: '^([^\\s@<>]+@[^\\s@<>]+)?$' }), Type.Null()])), support_url: link('Where people find help; https.'),
  default_audience: orNothing(600, 'The API that is meant when a request names none.'), allowed_logout_urls: maybe(Type.Array(Type.String({ maxLength: 2048 }), { maxItems: 50, description: 'Where logout may send a browser, for every application.' })),
  session_lifetime: hours('Hours that a session lasts at most.'), idle_session_lifetime: hours('Hours that a session lasts without activity.'),
  acr_values_supported: maybe(Type.Array(Type.String({ minLength: 1, maxLength: 250, pattern: '^[\\x21-\\x7e]+$' }), { maxItems: 20, uniqueItems: true, description: 'OIDC Core §2: authentication contexts that the tenant vouches for, weakest first.' })),
  device_flow: maybe(Type.Object({ charset: maybe(Type.Union([Type.Literal('base20'), Type.Literal('digits')])), mask: maybe(Type.String({ maxLength: 20, pattern: '^([ -]*\\*){8,}[ -]*$', description: 'A star for each character, at least eight; dashes and blanks stand as they are (RFC 8628 §5.1).' })) }, { additionalProperties: false })),
  client_id_metadata_document_supported: maybe(Type.Boolean({ description: 'An application may be named by the address of its metadata.' })),
  flags: maybe(Type.Object({ ...workingFlags, ...fixedFlags, ...absent }, { additionalProperties: false })),
  default_directory: orNothing(128, 'The database that new applications use from the beginning.'), sandbox_version: fixed(fixedSettings.sandbox_version, 'scripts run in one sandbox'), sandbox_versions_available: fixedList(fixedSettings.sandbox_versions_available, 'scripts run in one sandbox'),
  enabled_locales: maybe(Type.Array(Type.Union(languages.map((language) => Type.Literal(language))), { minItems: 1, uniqueItems: true, description: 'The languages of the hosted pages; the first is told to people who speak none of them.' })), session_cookie: maybe(Type.Object({ mode: fixed('persistent', 'sessions outlive the browser; session_lifetime ends them') }, { additionalProperties: false })),
  oidc_logout: maybe(Type.Object({ rp_logout_end_session_endpoint_discovery: fixed(true, 'discovery always names the logout endpoint') }, { additionalProperties: false })),
  pushed_authorization_requests_supported: fixed(true, 'always offered'), authorization_response_iss_parameter_supported: fixed(true, 'RFC 9207: always sent'),
};
/** What is taken although it is not answered: other words for the same, and what has no meaning here as long as it is off. */
const taken = {
  session_lifetime_in_minutes: minutes('session_lifetime in other words.'), idle_session_lifetime_in_minutes: minutes('idle_session_lifetime in other words.'),
  allow_organization_name_in_authentication_api: fixed(false, 'there are no organizations'), customize_mfa_in_postlogin_action: fixed(false, 'there are no actions'), phone_consolidated_experience: fixed(false, 'not here'), enable_ai_guide: fixed(false, 'not here'), include_session_metadata_in_tenant_logs: fixed(false, 'not here'),
  skip_non_verifiable_callback_uri_confirmation_prompt: maybe(Type.Union([Type.Literal(false, { description: 'the person is always asked' }), Type.Null()])), resource_parameter_profile: maybe(Type.Union([Type.Literal('audience'), Type.Literal('compatibility')], { description: 'Both audience and resource are always taken.' })),
  default_redirection_uri: nothing('there is no sign-in without an application'), default_token_quota: nothing('there are no quotas'), legacy_sandbox_version: nothing('there is one sandbox'), country_codes: nothing('there is no list of countries'), security_headers: nothing('the headers of the pages are fixed'),
  change_password: nothing('pages are the product’s own'), guardian_mfa_page: nothing('pages are the product’s own'), error_page: nothing('pages are the product’s own'), mtls: nothing('set when the server is started'), sessions: nothing('who logs out without a hint is always asked'),
};

/** Auth0: the body of `PATCH /tenants/settings`. */
export const body = Type.Object({ ...answered, ...taken }, { additionalProperties: false });
/** Auth0: the settings as they are answered. */
export const view = Type.Object(answered);
/** What a body may bring. */
export type SettingsBody = Static<typeof body>;
