import { passwordConnection } from '../../identity/connections/password-connection.ts';
import { proveNewPassword } from '../../identity/passwords/prove-new-password.ts';
import type { User } from '../../identity/ports/user-store.ts';
import { parseEmail, type Email } from '../../identity/users/canonical-login.ts';
import { newUserId, randomText } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Call, Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse users add <email>`: a person with a password in the default tenant. A generated password is shown this once. */
export const usersAdd: Command = async (call) => {
  const email = parseEmail(call.args[0] ?? '');
  if (email instanceof Refusal) throw wrongUse(email.description, 'gatehouse users add name@example.com');
  const given = await passwordFrom(call);
  return withHouse(call, async (house, { json }) => {
    const { storage, passwords, breached, clock, defaultTenant: tenant } = house;
    const password = await proveNewPassword({ tenant, connection: passwordConnection, typed: given ?? generated(), person: { canonicalEmail: email.canonical } }, { ...storage, passwords, breached });
    if (password instanceof Refusal) throw new CliFailure(password.description, { next: `gatehouse users add ${email.written}` });
    const passwordHash = await passwords.hash(password.text);
    if (passwordHash === 'busy') throw new CliFailure('The password queue is full.', { next: `gatehouse users add ${email.written}` });
    const user = newUser(email, { passwordHash, now: clock.now(), verified: call.options['verified'] === true });
    if (await storage.users.insert(tenant.id, user) === 'taken') throw new CliFailure(`A user with the address ${email.written} exists already.`, { next: 'gatehouse users add another@example.com' });
    const made = { user_id: user.id, email: email.written, ...(given === undefined ? { password: password.text as string } : {}) };
    call.terminal.result(json ? JSON.stringify(made) : Object.entries(made).map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n'));
    if (given === undefined && !json) call.terminal.progress('The password is not shown again.');
    return 0;
  });
};

const generated = () => [randomText(6), randomText(6), randomText(6)].join('-');

/** On the command line every program of the machine could read it, so only standard input is taken. */
async function passwordFrom({ options, terminal }: Call): Promise<string | undefined> {
  const asked = options['password'];
  if (asked === undefined) return undefined;
  if (asked !== '-') throw wrongUse('A password on the command line can be seen by others: pass it on standard input.', 'printf %s "$PASSWORD" | gatehouse users add name@example.com --password -');
  return (await terminal.readInput()).replace(/\r?\n$/, '');
}

const newUser = ({ written, canonical, localPart }: Email, { passwordHash, now, verified }: { readonly passwordHash: string; readonly now: number; readonly verified: boolean }): User => ({
  id: newUserId(), connection: passwordConnection, email: written, canonicalEmail: canonical, emailVerified: verified, username: undefined, blocked: false, passwordHash,
  profile: { name: written, nickname: localPart, email: written, email_verified: verified }, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
});
