import type { User } from '../../identity/ports/user-store.ts';
import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { GrantStore } from '../../protocol/ports/grant-store.ts';
import type { Pending } from '../../protocol/ports/pending-store.ts';
import type { ConsentRecord, Issuance } from '../../protocol/tokens/issuance.ts';
import type { Grant, GrantDetail } from '../../protocol/tokens/records.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { AskedAccess } from '../../protocol/waiting/asked-access.ts';
import type { PersonsAnswer, Polled } from '../../protocol/waiting/polled.ts';

/** Polls change what waits at the same moment; then the answer is tried again, so often. */
const tries = 20;

/** An answer, and what is stored with it. `again` proves anew that the thing still waits for this person. */
export interface Settlement<Thing extends Pending<Polled>> {
  readonly found: Thing;
  readonly answer: PersonsAnswer;
  readonly issuance: Omit<Issuance, 'payment'>;
  readonly again: () => Promise<Thing | OAuthRefusal>;
}

/** Stores an answer once, whoever else answers at the same moment; `undefined` when it is done. */
export async function settleAnswer<Thing extends Pending<Polled>>({ found, answer, issuance, again }: Settlement<Thing>, { grants }: { readonly grants: GrantStore }): Promise<OAuthRefusal | undefined> {
  let at = found;
  for (let left = tries; left > 0; left--) {
    if ((await grants.settle(issuance, { ...at, version: at.version + 1, data: { ...at.data, answer } })) === 'issued') return undefined;
    const now = await again();
    if (now instanceof Refusal) return now;
    at = now;
  }
  return invalidRequest('transaction.stale');
}

/** Who answers, and when this person signed in. */
export interface AnsweringPerson { readonly user: User; readonly session: { readonly authTime: Seconds } }
/** Who allows what to whom. `detail.grantType` says by which way. */
export interface Allowed { readonly client: Client; readonly person: AnsweringPerson; readonly access: AskedAccess; readonly detail: GrantDetail }

/** The grant of an answer. It has no session: what the application may do elsewhere does not end when the person signs out of this browser. */
export function grantOfAnswer({ client, person, access, detail }: Allowed, clock: Clock): Grant {
  const now = clock.now();
  const { scope, audience, details } = access;
  return {
    key: newKey(clock.nowMs()), clientId: client.id, userId: person.user.id, sessionKey: undefined, offline: scope.includes('offline_access'), scope, audience,
    authTime: person.session.authTime, device: undefined, createdAt: now, absoluteExpiresAt: now + client.refresh.absoluteTtl,
    detail: { ...detail, ...(details === undefined ? {} : { authorizationDetails: details }) },
  };
}

/** OIDC Core §3.1.2.4: what is remembered of it. What a first-party application may is not the person's to remember. */
export const consentOfAnswer = ({ client, person }: Allowed, { audience, scope, createdAt }: Grant): ConsentRecord | undefined =>
  (client.firstParty ? undefined : { userId: person.user.id, clientId: client.id, audience, scope, givenAt: createdAt });
