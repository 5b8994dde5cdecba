import type { Tenant } from '../kernel/tenant.ts';
import { clientDefaults } from '../protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../protocol/client/client.ts';
import { resourceServerDefaults, type Permission, type ResourceServer } from '../protocol/client/resource-server.ts';

/** The API of the samples: what `audience` names. */
export const appointmentsApi = 'https://appointments.example';

/** What may be allowed at that API, in the words of the consent page. */
export const appointmentPermissions: readonly Permission[] = [
  { value: 'read:appointments', description: 'See your appointments' },
  { value: 'write:appointments', description: 'Book and change appointments for you' },
];

/** The people of the samples; their passwords are random and kept in the data folder. */
export const samplePeople = [
  { email: 'jane@example.com', name: 'Jane Doe', given: 'Jane', family: 'Doe' },
  { email: 'john@example.com', name: 'John Smith', given: 'John', family: 'Smith' },
] as const;

/** Fixed and readable: they are names, not secrets. */
export type SampleClientId = 'sample-spa' | 'sample-web' | 'sample-cli' | 'sample-m2m' | 'sample-hooli';
/** Those that have a client secret. */
export const confidentialSamples: readonly SampleClientId[] = ['sample-web', 'sample-m2m', 'sample-hooli'];

type Own = Pick<Client, 'name' | 'description' | 'type' | 'authenticationMethod' | 'redirectUris' | 'logoutUris' | 'webOrigins' | 'grantTypes'> & { readonly id: SampleClientId; readonly thirdParty?: true };

const interactive = ['authorization_code', 'refresh_token'] as const;

const own = ({ issuer }: Tenant): readonly Own[] => [
  { id: 'sample-spa', name: 'Pied Piper', description: 'A page in the browser that keeps no secret', type: 'spa', authenticationMethod: 'none', redirectUris: [`${issuer}samples/spa/`], logoutUris: [`${issuer}samples/spa/`], webOrigins: [new URL(issuer).origin], grantTypes: interactive },
  { id: 'sample-web', name: 'Pied Piper Web', description: 'A web application with a server that keeps its secret', type: 'regular_web', authenticationMethod: 'client_secret_basic', redirectUris: [`${issuer}samples/web/callback`], logoutUris: [`${issuer}samples/web/`], webOrigins: [], grantTypes: interactive },
  { id: 'sample-cli', name: 'Pied Piper CLI', description: 'A program on the person’s own machine', type: 'native', authenticationMethod: 'none', redirectUris: ['http://127.0.0.1/callback'], logoutUris: [], webOrigins: [], grantTypes: interactive },
  { id: 'sample-m2m', name: 'Pied Piper Reminder', description: 'A machine that acts for itself', type: 'non_interactive', authenticationMethod: 'client_secret_post', redirectUris: [], logoutUris: [], webOrigins: [], grantTypes: ['client_credentials'] },
  { id: 'sample-hooli', name: 'Hooli', description: 'An application of another company', type: 'regular_web', authenticationMethod: 'client_secret_basic', redirectUris: [`${issuer}samples/hooli/callback`], logoutUris: [`${issuer}samples/hooli/`], webOrigins: [], grantTypes: interactive, thirdParty: true },
];

/** The sample applications as they should stand in the registry, without their secrets. */
export function sampleClients(tenant: Tenant): readonly (Client & { readonly id: ClientId })[] {
  return own(tenant).map(({ thirdParty, id, ...rest }) => ({
    ...rest,
    id: id as string as ClientId,
    tenant: tenant.id,
    firstParty: thirdParty !== true,
    logoUri: undefined, policyUri: undefined, tosUri: undefined,
    initiateLoginUri: rest.redirectUris.some((uri) => uri.startsWith(tenant.issuer)) ? startOf(id, tenant) : undefined,
    enabled: true, sample: true, secrets: [], requiresPkce: true,
    idTokenTtl: 36_000, idTokenAlg: 'RS256', claimsStyle: 'auth0', tokenInQueryAllowed: false, ...clientDefaults,
    refresh: { leeway: 30, idleTtl: 1_296_000, absoluteTtl: 2_592_000 },
  }));
}

/** Where a person starts again: the page of the sample. */
const startOf = (id: SampleClientId, { issuer }: Tenant) => `${issuer}samples/${id.replace('sample-', '')}/`;

/** The Appointments API as it should stand in the registry. */
export function sampleApi(tenant: Tenant): ResourceServer {
  return {
    tenant: tenant.id, id: 'api_sample_appointments', identifier: appointmentsApi, name: 'Appointments API', permissions: appointmentPermissions,
    tokenTtl: 86_400, signingAlg: 'RS256', dialect: 'auth0', allowOfflineAccess: true, skipConsentForFirstParty: true, introspectors: [], ...resourceServerDefaults, enabled: true, sample: true,
  };
}

/** Where the API of the samples stands: what a client that knows nothing but the address names as `resource` (RFC 8707 §2). */
export const appointmentsAddress = ({ issuer }: Tenant) => `${issuer}samples/api/appointments`;

/** The same API under its address, for clients that discover it (RFC 9728 §3). */
export const sampleApiByAddress = (tenant: Tenant): ResourceServer => ({ ...sampleApi(tenant), id: 'api_sample_appointments_address', identifier: appointmentsAddress(tenant) });
