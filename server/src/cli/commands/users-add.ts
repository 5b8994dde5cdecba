import { parseEmail } from '../../identity/users/canonical-login.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Call, Command } from '../call.ts';
import { wrongUse } from '../failure.ts';
import { makePerson } from './make-person.ts';
import { withHouse } from './with-house.ts';

/** `gatehouse users add <email>`: a person with a password in the default tenant. A generated password is shown this once. */
export const usersAdd: Command = async (call) => {
  const email = parseEmail(call.args[0] ?? '');
  if (email instanceof Refusal) throw wrongUse(email.description, 'gatehouse users add name@example.com');
  const given = await passwordFrom(call);
  return withHouse(call, async (house, { json }) => {
    const { user, password } = await makePerson(house, { email: email.written, password: given, verified: call.options['verified'] === true, next: `gatehouse users add ${email.written}` });
    const made = { user_id: user.id, email: email.written, ...(given === undefined ? { password } : {}) };
    call.terminal.result(json ? JSON.stringify(made) : Object.entries(made).map(([name, value]) => `${name.padEnd(9)} ${value}`).join('\n'));
    if (given === undefined && !json) call.terminal.progress('The password is not shown again.');
    return 0;
  });
};

/** On the command line every program of the machine could read it, so only standard input is taken. */
async function passwordFrom({ options, terminal }: Call): Promise<string | undefined> {
  const asked = options['password'];
  if (asked === undefined) return undefined;
  if (asked !== '-') throw wrongUse('A password on the command line can be seen by others: pass it on standard input.', 'printf %s "$PASSWORD" | gatehouse users add name@example.com --password -');
  return (await terminal.readInput()).replace(/\r?\n$/, '');
}
