import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { newUserId } from '../../kernel/ids.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant, TenantId } from '../../kernel/tenant.ts';
import type { Clock } from '../../kernel/time.ts';
import type { Connection } from '../connections/connection.ts';
import { hashNewPassword, type NewPasswordTools } from '../passwords/prove-new-password.ts';
import type { SetupStore } from '../ports/setup-store.ts';
import type { User, UserStore } from '../ports/user-store.ts';
import { parseEmail, type Email } from '../users/canonical-login.ts';
import type { SetupPermit } from './prove-setup-code.ts';
import { skippedOwner } from './skipped-owner.ts';

/** Evidence that this person has just become an owner by a set-up link. */
export type NewOwner = Brand<{ readonly user: User }, 'NewOwner'>;

/** Who wants to be one. `skips`: somebody who is only trying, without an address or a password. `log` writes the line of it. */
export interface OwnerWish {
  readonly tenant: Tenant; readonly connection: Connection; readonly permit: SetupPermit; readonly record: DecisionRecord; readonly log: (user: User) => LogRecord;
  readonly account: { readonly email: string; readonly password: string } | 'skips';
}

/** What makes owners. */
export interface OwnerTools extends NewPasswordTools {
  readonly users: UserStore;
  readonly setup: SetupStore;
  readonly clock: Clock;
  /** Has somebody a role already? Then it is an administrator who lost the password. */
  readonly roles: { findAdministratorRole(tenant: TenantId, userId: string): Promise<unknown> };
}

/** Makes the account, or gives an administrator's a new password, and the role of an owner with it. The link is spent in the same commit; what was wrong before leaves it good. */
export async function becomeOwner(wish: OwnerWish, tools: OwnerTools): Promise<NewOwner | Refusal> {
  const { tenant, permit, record } = wish;
  const chosen = wish.account === 'skips' ? await chooseSkipped(wish, tools) : await choose(wish, wish.account, tools);
  if (chosen instanceof Refusal) return chosen;
  const { user } = chosen;
  record.facts.userId = user.id;
  const outcome = await tools.setup.redeem(tenant.id, permit.hash, { ...chosen, at: tools.clock.now(), log: wish.log(user) });
  if (outcome === 'redeemed') return { user } as NewOwner;
  return outcome === 'taken' ? new Refusal('access_denied', 'setup.email_taken') : new Refusal('invalid_request', 'setup.code_unknown');
}

interface Chosen { readonly user: User; readonly known: boolean }

async function choose({ tenant, connection }: OwnerWish, { email: typed, password }: { readonly email: string; readonly password: string }, tools: OwnerTools): Promise<Chosen | Refusal> {
  const email = parseEmail(typed);
  if (email instanceof Refusal) return email;
  const known = await tools.users.findByLogin(tenant.id, connection.name, email.canonical);
  // Somebody may have made an account with the address of somebody else, and wait in it.
  if (known !== undefined && (known.linkedId !== undefined || await tools.roles.findAdministratorRole(tenant.id, known.id) === undefined)) return new Refusal('access_denied', 'setup.email_taken');
  const hashed = await hashNewPassword({ tenant, connection: connection.name, typed: password, person: known ?? { canonicalEmail: email.canonical } }, tools);
  if (hashed instanceof Refusal) return hashed;
  const { passwordHash } = hashed;
  return known === undefined ? { user: newUser(email, { connection, passwordHash, now: tools.clock.now() }), known: false } : { user: { ...known, passwordHash }, known: true };
}

/** Who skips twice comes to the same account. */
async function chooseSkipped({ tenant, connection }: OwnerWish, { users, clock }: OwnerTools): Promise<Chosen | Refusal> {
  const email = parseEmail(skippedOwner.email);
  if (email instanceof Refusal) return email;
  const known = await users.findByLogin(tenant.id, connection.name, email.canonical);
  if (known !== undefined) return known.appMetadata['sample'] === true ? { user: known, known: true } : new Refusal('access_denied', 'setup.email_taken');
  const user = newUser(email, { connection, passwordHash: undefined, now: clock.now() });
  return { user: { ...user, profile: { ...user.profile, name: skippedOwner.name }, appMetadata: { sample: true } }, known: false };
}

const newUser = ({ written, canonical, localPart }: Email, { connection, passwordHash, now }: { readonly connection: Connection; readonly passwordHash: string | undefined; readonly now: number }): User => ({
  id: newUserId(), connection: connection.name, email: written, canonicalEmail: canonical, emailVerified: false, username: undefined, blocked: false, passwordHash,
  profile: { name: written, nickname: localPart }, userMetadata: {}, appMetadata: {}, createdAt: now, updatedAt: now,
});
