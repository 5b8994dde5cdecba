import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { User } from '../ports/user-store.ts';
import { proveNewPassword, type HashedPassword, type NewPasswordTools } from './prove-new-password.ts';

/** A password that somebody wants to have from now on, as it was typed. */
export interface WantedPassword { readonly tenant: Tenant; readonly user: User; readonly typed: string }

/** The hash of a new password that keeps the rules of the connection and is not the one of now, for somebody who proved a mailbox and not the password of now. */
export async function renewPassword({ tenant, user, typed }: WantedPassword, tools: NewPasswordTools): Promise<HashedPassword | Refusal> {
  const password = await proveNewPassword({ tenant, connection: user.connection, typed, person: user }, tools);
  if (password instanceof Refusal) return password;
  const { text, formerKept } = password;
  const verdict = user.passwordHash === undefined ? 'wrong' : await tools.passwords.verify(text, user.passwordHash);
  if (verdict === 'right') return new Refusal('invalid_request', 'password.same');
  const passwordHash = verdict === 'busy' ? 'busy' : await tools.passwords.hash(text);
  return passwordHash === 'busy' ? new Refusal('temporarily_unavailable', 'login.busy') : { passwordHash, formerKept };
}
