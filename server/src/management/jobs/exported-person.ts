import type { ExportAssignment, ExportField } from '../../identity/ports/job-store.ts';
import type { LinkedUser } from '../../identity/ports/linked-users.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { viewOf } from '../users/schema.ts';

const line = ['user_id', 'email', 'email_verified', 'username', 'phone_number', 'given_name', 'family_name', 'name', 'nickname', 'picture', 'blocked', 'created_at', 'updated_at'];
/** What is written where nobody says which members: what an import takes, and in a table no metadata. Nothing of a password is ever written. */
const usual: Readonly<Record<ExportAssignment['format'], readonly string[]>> = { json: [...line, 'user_metadata', 'app_metadata'], csv: line };

/** The members of an export, in their order. */
export const fieldsOf = ({ fields, format }: Pick<ExportAssignment, 'fields' | 'format'>): readonly ExportField[] => fields ?? usual[format].map((name) => ({ name, title: name }));

/** Must the linked accounts of a person be known to write these members? */
export const needsIdentities = (fields: readonly ExportField[]): boolean => fields.some(({ name }) => /^identities\b/.test(name));

/** A person as a line of JSON; members that the person has not are left out. */
export const renderJsonLine = (person: readonly unknown[], fields: readonly ExportField[]): string => `${JSON.stringify(Object.fromEntries(fields.map(({ title }, index) => [title, person[index]])))}\n`;

/** The values of a person in the order of the fields: `user_metadata.plan` and `identities[0].connection` look deeper. */
export function exportedPerson(user: User, linked: readonly LinkedUser[], fields: readonly ExportField[]): readonly unknown[] {
  const view = viewOf(user, linked);
  return fields.map(({ name }) => name.split(/[.[\]]+/).filter((step) => step !== '').reduce<unknown>(memberOf, view));
}

const memberOf = (at: unknown, name: string): unknown => (typeof at === 'object' && at !== null && Object.hasOwn(at, name) ? (at as Readonly<Record<string, unknown>>)[name] : undefined);
