import Type, { type Static } from 'typebox';
import { newId } from '../../kernel/ids.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { resourceServerDefaults, type ResourceServer } from '../../protocol/client/resource-server.ts';

const scope = Type.Object({ value: Type.String({ minLength: 1, maxLength: 280, pattern: '^[\\x21\\x23-\\x5b\\x5d-\\x7e]+$' }), description: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false });
const writable = {
  name: Type.String({ minLength: 1, maxLength: 200, pattern: '^[^<>]*$' }),
  scopes: Type.Array(scope, { maxItems: 1000 }),
  signing_alg: Type.Union([Type.Literal('RS256'), Type.Literal('PS256'), Type.Literal('ES256'), Type.Literal('EdDSA')]),
  token_lifetime: Type.Integer({ minimum: 1, maximum: 2_592_000 }),
  token_lifetime_for_web: Type.Integer({ minimum: 1, maximum: 2_592_000 }),
  token_dialect: Type.Union([Type.Literal('access_token'), Type.Literal('access_token_authz'), Type.Literal('rfc9068_profile'), Type.Literal('rfc9068_profile_authz')]),
  enforce_policies: Type.Boolean(),
  allow_offline_access: Type.Boolean(),
  skip_consent_for_verifiable_first_party_clients: Type.Boolean(),
};
const partial = Type.Partial(Type.Object(writable));

/** Auth0: the body of `POST /resource-servers`. */
export const createBody = Type.Object({ identifier: Type.String({ minLength: 1, maxLength: 600, pattern: '^[\\x21-\\x7e]+$' }), ...partial.properties }, { additionalProperties: false });
/** Auth0: the body of `PATCH /resource-servers/{id}`; the identifier never changes. */
export const updateBody = Type.Object({ ...partial.properties }, { additionalProperties: false });
/** Auth0: an API as it is answered. */
export const view = Type.Object({ id: Type.String(), identifier: Type.String(), is_system: Type.Boolean(), ...writable });

type Writable = Static<typeof updateBody>;

/** Auth0: with `_authz` the tokens tell the permissions, where policies are enforced. */
const dialects = {
  access_token: { dialect: 'auth0', permissionsInToken: false }, access_token_authz: { dialect: 'auth0', permissionsInToken: true },
  rfc9068_profile: { dialect: 'rfc9068', permissionsInToken: false }, rfc9068_profile_authz: { dialect: 'rfc9068', permissionsInToken: true },
} as const satisfies Record<string, Pick<ResourceServer, 'dialect' | 'permissionsInToken'>>;
const dialectOf = ({ dialect, permissionsInToken }: ResourceServer) => `${dialect === 'rfc9068' ? 'rfc9068_profile' : 'access_token'}${permissionsInToken ? '_authz' : ''}`;

/** An API in Auth0's names. */
export const viewOf = (api: ResourceServer, systemIdentifier: string) => ({
  id: api.id, identifier: api.identifier, name: api.name, is_system: api.identifier === systemIdentifier,
  scopes: api.permissions.map(({ value, description }) => ({ value, description })), signing_alg: api.signingAlg, token_lifetime: api.tokenTtl, token_lifetime_for_web: api.tokenTtl,
  token_dialect: dialectOf(api), allow_offline_access: api.allowOfflineAccess,
  skip_consent_for_verifiable_first_party_clients: api.skipConsentForFirstParty, enforce_policies: api.enforcePolicies,
});

/** A new API. Auth0: the name is the identifier where none is given; tokens live a day and are signed by RS256. */
export const created = (tenant: TenantId, { identifier, ...body }: Static<typeof createBody>): ResourceServer => changed({
  tenant, id: newId('api'), identifier, name: identifier, permissions: [], tokenTtl: 86_400, signingAlg: 'RS256', dialect: 'auth0', allowOfflineAccess: false, skipConsentForFirstParty: true, introspectors: [],
  ...resourceServerDefaults, enabled: true, sample: false,
}, body);

/** What a body changes of an API; what it does not name stays. */
export const changed = (api: ResourceServer, body: Writable): ResourceServer => ({
  ...api,
  name: body.name ?? api.name,
  permissions: body.scopes?.map(({ value, description = '' }) => ({ value, description })) ?? api.permissions,
  signingAlg: body.signing_alg ?? api.signingAlg,
  tokenTtl: body.token_lifetime ?? api.tokenTtl,
  ...(body.token_dialect === undefined ? {} : dialects[body.token_dialect]),
  enforcePolicies: body.enforce_policies ?? api.enforcePolicies,
  allowOfflineAccess: body.allow_offline_access ?? api.allowOfflineAccess,
  skipConsentForFirstParty: body.skip_consent_for_verifiable_first_party_clients ?? api.skipConsentForFirstParty,
});
