import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { nameRulesOf } from '../connections/name-rules.ts';
import type { ConnectionDirectory } from '../ports/connection-store.ts';
import type { User } from '../ports/user-store.ts';
import { signIn, type SignedIn, type SignInTools } from './sign-in.ts';

/** Somebody in a session who types the own password once more; `browser` is the hash of the browser's binding cookie. */
export interface OwnPasswordTry { readonly tenant: Tenant; readonly user: User; readonly password: string; readonly address: string; readonly browser: string; readonly record: DecisionRecord }

/** What the proof works with. */
export type OwnPasswordTools = SignInTools & { readonly connections: Pick<ConnectionDirectory, 'find'> };

/**
 * The same proof as at the sign-in, with the same counters: a session that was left open is no place to guess the password at.
 * A person without a password, or without a name to sign in with, has nothing to prove.
 */
export async function proveOwnPassword({ user, ...attempt }: OwnPasswordTry, tools: OwnPasswordTools): Promise<SignedIn | Refusal> {
  const connection = await tools.connections.find(attempt.tenant.id, user.connection);
  const login = connection !== undefined && !nameRulesOf(connection.options).email.signsIn ? user.username : user.canonicalEmail ?? user.username;
  if (connection === undefined || user.passwordHash === undefined || login === undefined) return new Refusal('access_denied', 'account.no_password');
  const person = await signIn({ ...attempt, login, connections: [connection] }, tools);
  if (person instanceof Refusal) return person.reason === 'login.bad_credentials' || person.reason === 'login.unknown_user' ? new Refusal('access_denied', 'account.password_wrong') : person;
  return person.user.id === user.id && person.user.linkedId === undefined ? person : new Refusal('access_denied', 'account.password_wrong');
}
