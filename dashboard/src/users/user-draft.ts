import type { User } from '../api/records.ts';

type Metadata = Readonly<Record<string, unknown>>;

/** What can be changed of a person, as the form has it: metadata is text. */
export interface UserDraft { readonly name: string; readonly email: string; readonly verified: boolean; readonly blocked: boolean; readonly userMetadata: string; readonly appMetadata: string }

/** The fields with what they are called. */
export const draftFields: readonly (readonly [keyof UserDraft, string])[] = [['name', 'Name'], ['email', 'Email'], ['verified', 'Proof of the address'], ['blocked', 'Blocked'], ['userMetadata', 'User metadata'], ['appMetadata', 'App metadata']];

const written = (metadata: Metadata | undefined) => JSON.stringify(metadata ?? {}, null, 2);

/** The form of a person. */
export const draftOf = (user: User): UserDraft => ({ name: user.name ?? '', email: user.email ?? '', verified: user.email_verified === true, blocked: user.blocked === true, userMetadata: written(user.user_metadata), appMetadata: written(user.app_metadata) });

function read(text: string): Metadata | string {
  try {
    const value: unknown = JSON.parse(text.trim() === '' ? '{}' : text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Metadata : 'It must be an object in braces.';
  } catch (error) {
    return `It is no JSON: ${error instanceof Error ? error.message : 'unreadable'}.`;
  }
}
const flawOf = (text: string) => { const value = read(text); return typeof value === 'string' ? value : null; };

/** What is wrong with a form, by field. */
export const validateDraft = { userMetadata: flawOf, appMetadata: flawOf, email: (email: string) => (email === '' || /^[^\s@]+@[^\s@]+$/.test(email) ? null : 'An address has an @ in it.') };

/** Metadata is merged by the server: a member that shall go is sent as null. */
function mergeOf(text: string, before: Metadata | undefined): Metadata {
  const now = read(text) as Metadata;
  const gone = Object.keys(before ?? {}).filter((name) => !Object.hasOwn(now, name));
  return { ...now, ...Object.fromEntries(gone.map((name) => [name, null])) };
}

/** What is sent of a form: the fields that were changed, and nothing else. */
export function changesOf(draft: UserDraft, user: User, changed: readonly (keyof UserDraft)[]): object {
  const all: Readonly<Record<keyof UserDraft, () => object>> = {
    name: () => ({ name: draft.name.trim() === '' ? null : draft.name.trim() }), email: () => ({ email: draft.email.trim() }), verified: () => ({ email_verified: draft.verified }), blocked: () => ({ blocked: draft.blocked }),
    userMetadata: () => ({ user_metadata: mergeOf(draft.userMetadata, user.user_metadata) }), appMetadata: () => ({ app_metadata: mergeOf(draft.appMetadata, user.app_metadata) }),
  };
  return Object.assign({}, ...changed.map((field) => all[field]())) as object;
}
