import type { Brand } from '../../kernel/brand.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { passwordRulesOf } from '../connections/password-rules.ts';
import type { BreachedPasswords } from '../ports/breached-passwords.ts';
import type { ConnectionDirectory } from '../ports/connection-store.ts';
import type { PasswordHasher } from '../ports/password-hasher.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { findPasswordFlaw } from './password-flaw.ts';
import { parsePassword, type PasswordText } from './password-text.ts';

/** Whom a password is for. Of somebody who exists: the id and the hash that is in use; of somebody new: the names. */
export type PasswordOwner = Partial<Pick<User, 'id' | 'canonicalEmail' | 'username' | 'passwordHash' | 'profile' | 'userMetadata'>>;

/** A password that somebody wants to set. `connection`: the name of the one that the person belongs to. */
export interface NewPassword { readonly tenant: Tenant; readonly connection: string; readonly typed: string; readonly person: PasswordOwner }

/** What a new password is judged with. */
export interface NewPasswordTools {
  readonly connections: Pick<ConnectionDirectory, 'find'>;
  readonly users: Pick<UserStore, 'listFormerHashes'>;
  readonly passwords: PasswordHasher;
  readonly breached: BreachedPasswords;
}

/** Evidence that a password may be set for this person in this connection. `formerKept`: how many former hashes the change of the person is to keep (`UserChange`). */
export type AcceptablePassword = Brand<{ readonly text: PasswordText; readonly formerKept: number }, 'AcceptablePassword'>;

/**
 * The one place that judges a new password, whoever sets it: sign-up, change, reset, administrators, the command line.
 * Length and guesses are judged first, then leaked ones; only what passes costs hashes, for the comparison with former passwords.
 * `temporarily_unavailable` when the hashing queue is full.
 */
export async function proveNewPassword({ tenant, connection: name, typed, person }: NewPassword, tools: NewPasswordTools): Promise<AcceptablePassword | Refusal> {
  const connection = await tools.connections.find(tenant.id, name);
  if (connection?.strategy !== 'auth0') return new Refusal('invalid_request', 'connection.unknown', { received: name.slice(0, 128) });
  const text = parsePassword(typed);
  if (text instanceof Refusal) return text;
  const rules = passwordRulesOf(connection.options);
  const flaw = findPasswordFlaw(text, { rules, person, tenantName: tenant.name });
  if (flaw !== undefined) return flaw;
  if (await tools.breached.isBreached(text)) return new Refusal('invalid_request', 'password.breached');
  const used = await findUse({ text, person, last: rules.history }, tenant, tools);
  return used ?? ({ text, formerKept: Math.max(0, rules.history - 1) } as AcceptablePassword);
}

/** A password that may be set, hashed. */
export interface HashedPassword { readonly passwordHash: string; readonly formerKept: number }

/** Judges a new password and hashes it. What comes out goes into the record of the person and, with `formerKept`, into the change that stores it. */
export async function hashNewPassword(wanted: NewPassword, tools: NewPasswordTools): Promise<HashedPassword | Refusal> {
  const password = await proveNewPassword(wanted, tools);
  if (password instanceof Refusal) return password;
  const passwordHash = await tools.passwords.hash(password.text);
  return passwordHash === 'busy' ? busy() : { passwordHash, formerKept: password.formerKept };
}

const busy = () => new Refusal('temporarily_unavailable', 'login.busy');

/** Compares with the hash in use and those before it, newest first; one after the other, so that one change never fills the queue. */
async function findUse({ text, person, last }: { readonly text: PasswordText; readonly person: PasswordOwner; readonly last: number }, tenant: Tenant, { users, passwords }: NewPasswordTools): Promise<Refusal | undefined> {
  if (last === 0 || person.id === undefined) return undefined;
  const former = await users.listFormerHashes(tenant.id, person.id, last - 1);
  for (const hash of [person.passwordHash, ...former]) {
    if (hash === undefined) continue;
    const verdict = await passwords.verify(text, hash);
    if (verdict === 'busy') return busy();
    if (verdict === 'right') return new Refusal('invalid_request', 'password.used_before', { expected: `a password other than the last ${last}` });
  }
  return undefined;
}
