import type { Static } from 'typebox';
import type { view as administratorView } from '../../../server/src/management/administrators/schema.ts';
import type { view as grantView } from '../../../server/src/management/client-grants/schema.ts';
import type { view as clientView } from '../../../server/src/management/clients/schema.ts';
import type { view as connectionView } from '../../../server/src/management/connections/schema.ts';
import type { view as deviceView } from '../../../server/src/management/device-credentials/schema.ts';
import type { view as logView } from '../../../server/src/management/logs/schema.ts';
import type { body as tokenBody, created as tokenCreated, view as tokenView } from '../../../server/src/management/management-tokens/schema.ts';
import type { createBody as apiBody, view as apiView } from '../../../server/src/management/resource-servers/schema.ts';
import type { memberView, permissionView, sourcedView, view as roleView } from '../../../server/src/management/roles/schema.ts';
import type { view as settingsView } from '../../../server/src/management/tenants/schema.ts';
import type { view as consentView } from '../../../server/src/management/user-grants/schema.ts';
import type { identity as identityView, UpdateBody as userBody, view as userView } from '../../../server/src/management/users/schema.ts';

/** Records as the Management API answers them: their types come from the schemas that its OpenAPI document is made from. Of the server nothing but these types and the guides (`quickstarts/`) is known here. */
export type Application = Static<typeof clientView>;
/** Auth0: what the application is. */
export type ApplicationType = NonNullable<Application['app_type']>;
/** An API, which the wire calls a resource server. */
export type Api = Static<typeof apiView>;
/** What a new API is made of. */
export type NewApi = Static<typeof apiBody>;
/** A scope of an API, with its words. */
export type Permission = Api['scopes'][number];
/** What an application may do at an API in its own name. */
export type ClientGrant = Static<typeof grantView>;
/** A person, with the members of the profile that the schema leaves open. */
export type User = Static<typeof userView> & { readonly name?: string; readonly given_name?: string; readonly family_name?: string; readonly nickname?: string; readonly phone_number?: string };
/** What can be changed of a person. */
export type UserChange = userBody;
/** One account by which a person signs in. */
export type Identity = Static<typeof identityView>;
/** What a person allowed an application. */
export type Consent = Static<typeof consentView>;
/** A device with a refresh token, or a key. */
export type Device = Static<typeof deviceView>;
/** Where people come from. */
export type Connection = Static<typeof connectionView>;
/** A role. */
export type Role = Static<typeof roleView>;
/** Who administers the tenant, and as what. */
export type Administrator = Static<typeof administratorView>;
/** A permission of a role. */
export type RolePermission = Static<typeof permissionView>;
/** A permission of a person, with where it comes from. */
export type SourcedPermission = Static<typeof sourcedView>;
/** Somebody who has a role. */
export type Member = Static<typeof memberView>;
/** What holds for the whole tenant. */
export type TenantSettings = Static<typeof settingsView>;
/** A line of the log: what happened, and why. */
export type LogLine = Static<typeof logView>;
/** One check of a request. */
export type Check = NonNullable<LogLine['checks']>[number];

/** A page of a list with its total. */
export type Paged<Name extends string, T> = Readonly<Record<Name, readonly T[]>> & { readonly start: number; readonly limit: number; readonly total: number };

/** A token of the Management API that was made there, without its value. */
export type ManagementToken = Static<typeof tokenView>;
/** The same in the moment of its making, with its value. */
export type MadeManagementToken = Static<typeof tokenCreated>;
/** What is asked for. */
export type NewManagementToken = Static<typeof tokenBody>;
