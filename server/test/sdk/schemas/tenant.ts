import type { Management } from 'auth0-5';
import Type from 'typebox';
import { address, closed, fitting, like, nextPage, offsetPage, oneOf, time } from './fitting.ts';

const maybe = Type.Optional;
const text = Type.String();
const hours = Type.Number({ exclusiveMinimum: 0 });

/** The halves of switches that Auth0 has no name for. */
const ownFlags = { allow_legacy_access_token_grant_types: Type.Boolean(), allow_legacy_password_grant_types: Type.Boolean(), allow_legacy_implicit_grant_types: Type.Boolean(), allow_legacy_hybrid_response_types: Type.Boolean(), allow_legacy_attribute_scopes: Type.Boolean(), allow_legacy_shared_secret_signing: Type.Boolean() };
type OwnFlag = keyof typeof ownFlags;
/** What a tenant sets for all of its applications. Two flags are answered by Auth0 too, and the package has no type for them. */
export const settings = fitting<Management.GetTenantSettingsResponseContent>()(closed({
  friendly_name: text, picture_url: maybe(address), support_email: maybe(text), support_url: maybe(address), default_audience: maybe(text), default_directory: text, default_redirection_uri: maybe(text), allowed_logout_urls: Type.Array(text),
  session_lifetime: hours, idle_session_lifetime: hours, sandbox_version: text, sandbox_versions_available: Type.Array(text), enabled_locales: Type.Unsafe<Management.SupportedLocales[]>(Type.Array(like('^[a-z]{2,3}(-[A-Za-z0-9]+)?$'), { minItems: 1 })), flags: fitting<Management.TenantSettingsFlags, 'require_pushed_authorization_requests' | 'enable_rules' | 'send_verification_email' | 'require_verified_email' | 'end_sessions_with_password' | OwnFlag>()(closed({
    enable_dynamic_client_registration: Type.Boolean(), allow_legacy_delegation_grant_types: Type.Boolean(), allow_legacy_ro_grant_types: Type.Boolean(), allow_legacy_tokeninfo_endpoint: Type.Boolean(), ...ownFlags, disable_clickjack_protection_headers: Type.Boolean(), require_pushed_authorization_requests: Type.Boolean(), enable_rules: Type.Boolean(), send_verification_email: Type.Boolean(), require_verified_email: Type.Boolean(), end_sessions_with_password: Type.Boolean(), enable_sso: Type.Boolean(), revoke_refresh_token_grant: Type.Boolean(),
  })),
  session_cookie: closed({ mode: oneOf(['persistent', 'non-persistent']) }), acr_values_supported: Type.Array(text), pushed_authorization_requests_supported: Type.Boolean(), authorization_response_iss_parameter_supported: Type.Boolean(), client_id_metadata_document_supported: Type.Boolean(),
  oidc_logout: closed({ rp_logout_end_session_endpoint_discovery: Type.Boolean() }), device_flow: closed({ charset: oneOf(['base20', 'digits']), mask: text }), mtls: maybe(closed({ enable_endpoint_aliases: Type.Boolean() })),
}));

const open = Type.Record(text, Type.Unknown());
const oneConnection = { id: like('^con_[A-Za-z0-9]{16}$'), name: text, strategy: text, display_name: maybe(text), is_domain_connection: Type.Boolean(), show_as_button: maybe(Type.Boolean()), realms: Type.Array(text), options: open, metadata: maybe(Type.Record(text, text)) };
/** A connection. */
export const connection = fitting<Management.GetConnectionResponseContent>()(closed({ ...oneConnection, enabled_clients: Type.Array(text) }));
/** A page of connections. */
export const connections = fitting<Management.ListConnectionsCheckpointPaginatedResponseContent, 'enabled_clients'>()(nextPage('connections', closed({ ...oneConnection, enabled_clients: maybe(Type.Array(text)) })));
/** The applications of a connection. */
export const enabledClients = fitting<Management.GetConnectionEnabledClientsResponseContent>()(nextPage('clients', closed({ client_id: text })));

/** Who signed in in the last thirty days. */
export const activeUsers = fitting<Management.GetActiveUsersCountStatsResponseContent>()(Type.Number({ minimum: 0 }));
/** Sign-ins and sign-ups by day. */
export const daily = fitting<Management.DailyStats[]>()(Type.Array(closed({ date: time, logins: Type.Integer({ minimum: 0 }), signups: Type.Integer({ minimum: 0 }), leaked_passwords: Type.Integer({ minimum: 0 }), created_at: time, updated_at: time })));

const oneRule = closed({ id: like('^rul_'), name: text, enabled: Type.Boolean(), script: text, order: Type.Number(), stage: oneOf(['login_success', 'login_failure', 'pre_authorize']) });
/** A rule. */
export const rule = fitting<Management.GetRuleResponseContent>()(oneRule);
/** A page of rules. */
export const rules = fitting<Management.ListRulesOffsetPaginatedResponseContent>()(offsetPage('rules', oneRule));
/** The names of what rules are told; never the values. */
export const ruleConfigs = fitting<Management.RulesConfig[]>()(Type.Array(closed({ key: text })));
/** What was told to rules a moment ago. */
export const ruleConfig = fitting<Management.SetRulesConfigResponseContent>()(closed({ key: text, value: text }));

/** Through whom mail is sent, without its secrets. */
export const emailProvider = fitting<Management.GetEmailProviderResponseContent>()(closed({ name: text, enabled: Type.Boolean(), default_from_address: maybe(text), credentials: maybe(closed({ smtp_host: maybe(text), smtp_port: maybe(Type.Integer()), smtp_user: maybe(text) })), settings: maybe(open) }));
/** A template of mail. */
export const emailTemplate = fitting<Management.GetEmailTemplateResponseContent>()(closed({
  template: oneOf(['verify_email', 'verify_email_by_code', 'reset_email', 'reset_email_by_code', 'welcome_email', 'blocked_account', 'stolen_credentials', 'enrollment_email', 'mfa_oob_code', 'user_invitation', 'change_password', 'password_reset']), body: text, from: maybe(Type.Union([text, Type.Null()])), subject: text, syntax: oneOf(['liquid']), enabled: Type.Boolean(),
  resultUrl: maybe(Type.Union([text, Type.Null()])), urlLifetimeInSeconds: maybe(Type.Union([Type.Integer(), Type.Null()])), includeEmailInRedirect: maybe(Type.Boolean()),
}));

const jobHead = { id: like('^job_'), type: text, status: oneOf(['pending', 'processing', 'completed', 'failed']), created_at: time };
/** Work that goes on in the background. */
export const job = fitting<Management.GetJobResponseContent & Management.CreateVerificationEmailResponseContent & Management.CreateExportUsersResponseContent>()(Type.Object(jobHead));
/** An import that was taken. */
export const importJob = fitting<Management.CreateImportUsersResponseContent>()(Type.Object({ ...jobHead, connection_id: like('^con_') }));
/** What an import could not take. */
export const jobErrors = fitting<Management.GetJobErrorResponseContent[]>()(Type.Array(Type.Object({ errors: Type.Array(Type.Object({ code: text, message: text })) })));
