import Type, { type Static } from 'typebox';
import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { Tenant, TenantSettings } from '../../kernel/tenant.ts';
import { findRedirectUriFlaw } from '../../protocol/client/redirect-uri-rule.ts';
import { operation } from '../contract.ts';
import { findCurrentTenant } from '../current-tenant.ts';
import { fieldsQuery, selectFields } from '../fields.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { ManagementTools } from '../tools.ts';

const hour = 3600;
const hours = (description: string) => Type.Number({ minimum: 0.02, maximum: 8760, description });
const orNothing = (longest: number, description: string) => Type.Union([Type.String({ maxLength: longest }), Type.Null()], { description });
const settings = {
  friendly_name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^<>\\u0000-\\u001f\\u007f-\\u009f\\u202a-\\u202e\\u2066-\\u2069]*$' }),
  support_email: Type.Union([Type.String({ maxLength: 254, pattern: '^([^\\s@<>]+@[^\\s@<>]+)?$' }), Type.Null()]), default_audience: orNothing(600, 'The API that is meant when a request names none.'), default_directory: Type.Literal(passwordConnection),
  allowed_logout_urls: Type.Array(Type.String({ maxLength: 2048 }), { maxItems: 50, description: 'Where logout may send a browser, for every application.' }),
  session_lifetime: hours('Hours that a session lasts at most.'), idle_session_lifetime: hours('Hours that a session lasts without activity.'),
  flags: Type.Object({ enable_dynamic_client_registration: Type.Optional(Type.Boolean({ description: 'RFC 7591: whether applications may register themselves. Where that takes a token, true leaves it so.' })), enable_rules: Type.Optional(Type.Boolean({ description: 'Whether the rules of the tenant run. They are a thing of the past: false unless somebody says so.' })) }, { additionalProperties: false }),
};
const partial = Type.Partial(Type.Object(settings));
const body = Type.Object({ ...partial.properties }, { additionalProperties: false });
const view = Type.Partial(Type.Object({ ...settings, pushed_authorization_requests_supported: Type.Boolean() }));
type Body = Static<typeof body>;

const make = operation<ManagementTools>();

const viewOf = ({ name, settings: set }: Tenant) => ({
  friendly_name: name, ...(set.supportEmail === undefined ? {} : { support_email: set.supportEmail }), ...(set.defaultAudience === undefined ? {} : { default_audience: set.defaultAudience }), default_directory: passwordConnection,
  allowed_logout_urls: set.logoutUris, session_lifetime: set.sessionAbsoluteTtl / hour, idle_session_lifetime: set.sessionIdleTtl / hour, flags: { enable_dynamic_client_registration: set.registration !== 'closed', enable_rules: set.rulesEnabled }, pushed_authorization_requests_supported: true,
});


/** What the tenant sets for all of its applications. */
export const tenantOperations = [
  make({ id: 'tenants.settings.get', method: 'GET', path: '/tenants/settings', scopes: ['read:tenant_settings'], status: 200, summary: 'The settings of the tenant.', query: Type.Object({ ...fieldsQuery }), body: undefined, output: view }, async ({ tenant, query }, tools) => selectFields(viewOf(await findCurrentTenant(tenant, tools)), query)),
  make({ id: 'tenants.settings.update', method: 'PATCH', path: '/tenants/settings', scopes: ['update:tenant_settings'], status: 200, summary: 'Changes settings of the tenant; what the body does not name stays.', query: Type.Object({}), body, output: view }, async ({ tenant, body: sent, audit, audited }, tools) => {
    const before = await findCurrentTenant(tenant, tools);
    const next: Tenant = { ...before, name: sent.friendly_name ?? before.name, settings: changed(before.settings, sent) };
    const flaw = await findFlaw(next, before, tools);
    if (flaw !== undefined) return flaw;
    await tools.tenants.replace(next, audit());
    audited();
    return viewOf(next);
  }),
];

/** Text that is empty or null takes away what there was. */
const textOf = (sent: string | null | undefined, before: string | undefined) => (sent === undefined ? before : sent === null || sent === '' ? undefined : sent);
const secondsOf = (sent: number | undefined, before: number) => (sent === undefined ? before : Math.round(sent * hour));

const changed = (before: TenantSettings, sent: Body): TenantSettings => ({
  ...before, supportEmail: textOf(sent.support_email, before.supportEmail), defaultAudience: textOf(sent.default_audience, before.defaultAudience), logoutUris: sent.allowed_logout_urls === undefined ? before.logoutUris : [...new Set(sent.allowed_logout_urls)],
  sessionAbsoluteTtl: secondsOf(sent.session_lifetime, before.sessionAbsoluteTtl), sessionIdleTtl: secondsOf(sent.idle_session_lifetime, before.sessionIdleTtl), registration: registrationOf(sent.flags?.enable_dynamic_client_registration, before.registration),
  rulesEnabled: sent.flags?.enable_rules ?? before.rulesEnabled,
});

function registrationOf(wanted: boolean | undefined, before: TenantSettings['registration']): TenantSettings['registration'] {
  if (wanted === undefined || wanted === (before !== 'closed')) return before;
  return wanted ? 'open' : 'closed';
}

async function findFlaw({ id, settings: next }: Tenant, { settings: before }: Tenant, { registry }: ManagementTools): Promise<ManagementRefusal | undefined> {
  for (const [index, uri] of next.logoutUris.entries()) {
    const flaw = before.logoutUris.includes(uri) ? undefined : findRedirectUriFlaw(uri, 'web');
    if (flaw !== undefined) return invalidBody(`Payload validation error: allowed_logout_urls.${index} = '${uri.slice(0, 120)}': ${flaw}.`);
  }
  if (next.sessionIdleTtl > next.sessionAbsoluteTtl) return invalidBody('Payload validation error: idle_session_lifetime is longer than session_lifetime.');
  if (next.defaultAudience === undefined || next.defaultAudience === before.defaultAudience) return undefined;
  const known = (await registry.listResourceServers(id)).some(({ identifier }) => identifier === next.defaultAudience);
  return known ? undefined : invalidBody(`Payload validation error: default_audience: there is no API ${next.defaultAudience}.`);
}
