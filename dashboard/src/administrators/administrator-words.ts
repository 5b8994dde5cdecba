import type { Administrator } from '../api/records.ts';

/** What an administrator is. */
export type AdministratorRole = Administrator['role'];

/** The roles, the mightiest first, with what they allow. */
export const administratorRoles: readonly { readonly role: AdministratorRole; readonly name: string; readonly words: string }[] = [
  { role: 'owner', name: 'Owner', words: 'Everything, administrators and signing keys too.' },
  { role: 'editor', name: 'Editor', words: 'Everything but administrators, signing keys and the provider of mail.' },
  { role: 'support', name: 'Support', words: 'Reads, and helps people: unblocks, revokes devices, ends sessions.' },
  { role: 'read-only', name: 'Read-only', words: 'Reads, and changes nothing.' },
];

/** A role in a word. */
export const nameOfRole = (role: AdministratorRole): string => administratorRoles.find((one) => one.role === role)?.name ?? role;
