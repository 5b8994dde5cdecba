import type { Connection } from '../../identity/connections/connection.ts';
import { longestUsername, nameRulesOf } from '../../identity/connections/name-rules.ts';
import type { ForeignHashes } from '../../identity/ports/foreign-hashes.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { parseEmail, type Email } from '../../identity/users/canonical-login.ts';
import { parseUsername } from '../../identity/users/parse-username.ts';
import { newUserId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Seconds } from '../../kernel/time.ts';
import { profileOf } from '../users/create-user.ts';
import { refuseMetadata } from '../users/metadata.ts';
import { profileMembers } from '../users/schema.ts';
import { errorFinder, type RowError } from './row-errors.ts';
import { importedRow, type ImportedRow } from './row-schema.ts';

/** A row of an import that makes sense: the person as a new one, and what an upsert takes over of it. */
export interface GoodRow { readonly user: User; readonly given: ImportedRow }
/** What became of a row. */
export type ReadRow = GoodRow | { readonly errors: readonly RowError[] };

/** What rows are read with. */
export interface RowTools { readonly connection: Connection; readonly hashes: ForeignHashes; readonly now: Seconds }

const findErrors = errorFinder(importedRow);
const error = (code: string, path: string, message: string): RowError => ({ code, message, path });

/** Auth0: app_metadata must not have these members. */
const reserved: ReadonlySet<string> = new Set([
  '__tenant', '_id', 'blocked', 'clientID', 'created_at', 'email_verified', 'email', 'globalClientID', 'global_client_id', 'identities', 'lastIP', 'lastLogin', 'loginsCount', 'metadata', 'multifactor_last_modified', 'multifactor', 'updated_at', 'user_id',
]);

/** Reads one row. Members that are null are as good as none. */
export function readRow(value: unknown, tools: RowTools): ReadRow {
  const errors = findErrors(withoutNulls(value));
  return errors.length > 0 ? { errors } : readMembers(withoutNulls(value) as ImportedRow, tools);
}

function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const { user_id: id, ...rest } = Object.fromEntries(Object.entries(value).filter(([, member]) => member !== null)) as Record<string, unknown>;
  // Ids of an export begin with the name of the provider already.
  return id === undefined ? rest : { ...rest, user_id: typeof id === 'string' ? id.replace(/^auth0\|/, '') : id };
}

function readMembers(row: ImportedRow, tools: RowTools): ReadRow {
  const email = row.email === undefined ? undefined : parseEmail(row.email);
  const hash = readHash(row, tools.hashes);
  const createdAt = row.created_at === undefined ? tools.now : Math.floor(Date.parse(row.created_at) / 1000);
  const errors = [...(createdAt >= 0 && createdAt <= tools.now ? [] : [error('FORMAT', 'created_at', 'created_at is no time of the past in ISO 8601.')]), ...findFlaws(row), ...findNameFlaws(row, tools.connection)];
  if (email instanceof Refusal) return { errors: [error('FORMAT', 'email', email.description), ...errors] };
  if (isError(hash)) return { errors: [hash, ...errors] };
  return errors.length > 0 ? { errors } : { user: userOf(row, { email, passwordHash: hash?.stored, createdAt, tools }), given: row };
}

const isError = (found: ReturnType<typeof readHash>): found is RowError => found !== undefined && 'code' in found;

/** What a schema can not say. */
function findFlaws(row: ImportedRow): readonly RowError[] {
  const forbidden = Object.keys(row.app_metadata ?? {}).filter((name) => reserved.has(name));
  const metadata = [refuseMetadata('user_metadata', row.user_metadata), refuseMetadata('app_metadata', row.app_metadata)];
  return [
    ...(row.email === undefined && row.username === undefined ? [error('ANY_OF_MISSING', 'email', 'A person needs an email or a username.')] : []),
    ...(row.mfa_factors === undefined ? [] : [error('MFA_FACTORS_FAILED', 'mfa_factors', 'Second factors can not be imported yet.')]),
    ...metadata.flatMap((refused) => (refused === undefined ? [] : [error('FORMAT', refused.message.split(' ', 1)[0] ?? '', refused.message)])),
    ...(forbidden.length === 0 ? [] : [error('NOT_PASSED', `app_metadata.${forbidden[0] ?? ''}`, `app_metadata must not have ${forbidden.join(', ')}.`)]),
  ];
}

/** Auth0: the user names of a connection are as its options say. */
function findNameFlaws({ username }: ImportedRow, { options }: Connection): readonly RowError[] {
  const rule = nameRulesOf(options).username;
  if (username === undefined) return rule.signup === 'required' ? [error('OBJECT_MISSING_REQUIRED_PROPERTY', 'username', 'A username is needed in this connection.')] : [];
  const name = parseUsername(username, rule.signup === 'inactive' ? { min: 1, max: longestUsername } : rule);
  return name instanceof Refusal ? [error('FORMAT', 'username', name.description)] : [];
}

/** Auth0: one of both ways in which a hash may be given. */
function readHash({ password_hash: bcrypt, custom_password_hash: custom }: ImportedRow, hashes: ForeignHashes): { readonly stored: string } | RowError | undefined {
  if (bcrypt !== undefined && custom !== undefined) return error('NOT_PASSED', 'custom_password_hash', 'password_hash and custom_password_hash exclude each other.');
  if (custom !== undefined) return hashes.read(custom);
  if (bcrypt === undefined) return undefined;
  const found = hashes.read({ algorithm: 'bcrypt', hash: { value: bcrypt } });
  return 'code' in found ? { ...found, path: 'password_hash' } : found;
}

interface Parts { readonly email: Email | undefined; readonly passwordHash: string | undefined; readonly createdAt: Seconds; readonly tools: RowTools }

function userOf(row: ImportedRow, { email, passwordHash, createdAt, tools: { connection, now } }: Parts): User {
  const { user_id: id, username, blocked = false, email_verified: verified = false, user_metadata: userMetadata = {}, app_metadata: appMetadata = {} } = row;
  return {
    id: id === undefined ? newUserId() : `auth0|${id}`, connection: connection.name, email: email?.written, canonicalEmail: email?.canonical, emailVerified: email !== undefined && verified, username, blocked, passwordHash,
    profile: profileOf(email, row), userMetadata, appMetadata, createdAt, updatedAt: now,
  };
}

/** Auth0: what an upsert takes over. Metadata is replaced, not merged; names to sign in with, id and `blocked` stay, and a password whose person has signed in here. */
export function upsertedUser(seen: User, { given, user }: GoodRow, { keepsHash, now }: { readonly keepsHash: boolean; readonly now: Seconds }): User {
  const sent = Object.fromEntries(profileMembers.flatMap((name) => (given[name] === undefined ? [] : [[name, given[name]]])));
  return {
    ...seen, profile: { ...seen.profile, ...sent }, emailVerified: given.email_verified ?? seen.emailVerified, userMetadata: given.user_metadata ?? seen.userMetadata, appMetadata: given.app_metadata ?? seen.appMetadata,
    passwordHash: given.custom_password_hash === undefined || keepsHash ? seen.passwordHash : user.passwordHash, updatedAt: now,
  };
}
