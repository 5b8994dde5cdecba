import { isOfPeople } from '../client/management-audience.ts';

/** What somebody may do at the Management API in the own name. */
export type AdministratorRole = 'owner' | 'editor' | 'support' | 'read-only';
/** Every role, the mightiest first. */
export const administratorRoles = ['owner', 'editor', 'support', 'read-only'] as const satisfies readonly AdministratorRole[];

/** Is this the name of a role? */
export const isAdministratorRole = (text: string): text is AdministratorRole => administratorRoles.some((role) => role === text);

/** Who carries the mails can read the link that resets a password, an owner's too. */
const ofOwners: ReadonlySet<string> = new Set([
  'create:administrators', 'update:administrators', 'delete:administrators', 'create:signing_keys', 'update:signing_keys', 'create:email_provider', 'update:email_provider', 'delete:email_provider', 'read:email_outbox',
]);
/** Tokens of people at other servers open what is not this tenant's to show: an owner's or editor's business alone. So is what owners alone may read. */
const reads = (scope: string) => scope.startsWith('read:') && scope !== 'read:user_idp_tokens' && !ofOwners.has(scope);
/** What helps people who are locked out, or who lost a device. Which deeds of `update:users` these are says the management floor. */
const ofSupport: ReadonlySet<string> = new Set(['update:users', 'delete:sessions', 'delete:refresh_tokens', 'delete:device_credentials', 'delete:grants']);

const powers: Readonly<Record<AdministratorRole, (scope: string) => boolean>> = {
  owner: () => true,
  editor: (scope) => !ofOwners.has(scope),
  support: (scope) => reads(scope) || ofSupport.has(scope),
  'read-only': reads,
};

/** Does a role bring a scope of the Management API? The own record is everybody's, whatever the role. */
export const bringsScope = (role: AdministratorRole, scope: string): boolean => isOfPeople(scope) || powers[role](scope);
