import type { UserMember, UserTest, UserTextField } from '../../identity/ports/user-filter.ts';
import type { SqlText } from './sql-text.ts';

/** A test of a member of metadata whose people the table `users_by_metadata` may know. */
export type MetadataTest = Extract<UserTest, { readonly kind: 'text' | 'exists' | 'number' }>;

/** As the migration has it: so many signs of a path and of a value are kept. */
const mostSigns = 100;
/** Others can not be said in a search, but for `_exists_`. */
const name = /^[\p{L}\p{N}_-]+$/u;
/** PostgreSQL takes it for the place of an entry, where a list stands above it. */
const place = /^-?\d+$/;

/** Where the table keeps a member; `undefined`: it does not, or not everybody's. */
export function metadataPath(field: UserTextField | UserMember): string | undefined {
  if (typeof field === 'string' || field.record === 'profile') return undefined;
  if (!field.path.every((one) => name.test(one)) || field.path.slice(1).some((one) => place.test(one))) return undefined;
  const path = [field.record === 'user_metadata' ? 'u' : 'a', ...field.path].join('.');
  return [...path].length > mostSigns ? undefined : path;
}

/** How the table is asked for the people of a test; `undefined`: it can not tell. */
export function metadataSql(text: SqlText, test: UserTest): string | undefined {
  if (test.kind !== 'text' && test.kind !== 'exists' && test.kind !== 'number') return undefined;
  const path = metadataPath(test.field);
  if (path === undefined) return undefined;
  if (test.kind === 'exists') return `u.path in (${text.text(path)}, ${text.text(`${path}.`)})`;
  if (test.kind === 'text') return `u.path = ${text.text(path)} and ${valueSql(text, test)}`;
  const { from, to } = test.range;
  const least = from === undefined ? '' : ` and u.number >${from.inclusive ? '=' : ''} ${text.number(from.value)}`;
  const most = to === undefined ? '' : ` and u.number <${to.inclusive ? '=' : ''} ${text.number(to.value)}`;
  return `u.path = ${text.text(`${path}..`)} and u.value = ''${least}${most}`;
}

function valueSql(text: SqlText, { match, text: wanted }: Extract<UserTest, { readonly kind: 'text' }>): string {
  const value = () => `substr(lower(${text.text(wanted)}), 1, ${mostSigns})`;
  // No text sorts behind the last sign that there is.
  return match === 'equals' ? `u.value = ${value()} and u.number = 0` : `u.value >= ${value()} and u.value < ${value()} || ${text.text('\u{10ffff}')}`;
}
