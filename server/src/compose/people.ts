import { hash } from 'node:crypto';
import { chooseDatabases } from '../identity/connections/choose-connections.ts';
import type { ConnectionDirectory } from '../identity/ports/connection-store.ts';
import { addressBlock } from '../identity/attack-protection/address-block.ts';
import type { MailedCodeTools } from '../identity/passwordless/code-place.ts';
import { findMailConnection } from '../identity/passwordless/find-mail-connection.ts';
import { proveMailedCode } from '../identity/passwordless/prove-mailed-code.ts';
import { settleSignIn, signIn, type SignInTools } from '../identity/passwords/sign-in.ts';
import type { SessionStore } from '../identity/ports/session-store.ts';
import type { User } from '../identity/ports/user-store.ts';
import { Refusal } from '../kernel/refusal.ts';
import type { Clock } from '../kernel/time.ts';
import type { PasswordCheck, PasswordTry } from '../protocol/ports/password-check.ts';
import type { PasswordlessCheck } from '../protocol/ports/passwordless-check.ts';
import type { People } from '../protocol/ports/people.ts';
import type { Subject } from '../protocol/subject.ts';
import { invalidGrant, invalidRequest, tooManyRequests, type OAuthRefusal } from '../protocol/vocabulary/errors.ts';
import { keepCodeUntil } from './mailed-codes.ts';

/** What people and passwords are found with. */
export type PeopleTools = SignInTools & { readonly sessions: SessionStore };

/** What the protocol asks about people, answered by the floor that knows them. */
export const peopleOf = ({ users, sessions, clock }: PeopleTools): People => ({
  async findSubject(tenant, id) {
    const user = await users.find(tenant, id);
    return user === undefined ? undefined : subjectOf(user);
  },
  async findLiveSession(tenant, sid) {
    const session = await sessions.findBySid(tenant, sid);
    if (session === undefined || Math.min(session.idleExpiresAt, session.absoluteExpiresAt) <= clock.now()) return undefined;
    return { sid, subject: session.userId, authTime: session.authTime };
  },
});

/** What passwords that applications bring are judged with. */
export type PasswordCheckTools = SignInTools & { readonly connections: ConnectionDirectory };

/** The sign-in of the login page, for applications that bring the password themselves: the same counters, the same answers. */
export const passwordCheckOf = (tools: PasswordCheckTools): PasswordCheck => ({
  async provePassword(attempt) {
    const { tenant, realm, username, password, address, record } = attempt;
    const connections = await chooseDatabases({ tenant: tenant.id, clientId: attempt.clientId, named: realm }, tools.connections);
    if (connections instanceof Refusal) return invalidRequest(connections.reason, connections.evidence);
    const person = await signIn({ tenant, connections, login: username, password, address, browser: callerOf(attempt), record }, tools);
    if (person instanceof Refusal) return told(person, tools.clock);
    await settleSignIn(tenant.id, person, tools);
    return subjectOf(person.user);
  },
});

/** What codes of mails that applications bring are judged with. */
export type PasswordlessCheckTools = MailedCodeTools & { readonly connections: ConnectionDirectory };

/** The codes of mails, for applications that bring them themselves. The application has proved who it is, as far as it can: behind the address of one with a secret sit many people. */
export const passwordlessCheckOf = (tools: PasswordlessCheckTools): PasswordlessCheck => ({
  async proveCode({ tenant, realm, username, code, clientId, confidential, address, record }) {
    const connection = await findMailConnection({ tenant: tenant.id, clientId, named: realm }, tools.connections);
    if (connection instanceof Refusal) return invalidRequest(connection.reason, connection.evidence);
    const person = await proveMailedCode({ tenant, connection, clientId, email: username, browser: undefined, typed: code, behind: confidential, address, record }, tools);
    if (person instanceof Refusal) return told(person, tools.clock);
    await tools.throttles.change(tenant.id, person.counters, tools.clock.now());
    return { subject: subjectOf(person.user), key: person.code.key, keepUntil: keepCodeUntil(person.code) };
  },
});

/** There is no browser: an application at an address takes its place among the devices that know an account. */
const callerOf = ({ clientId, address }: PasswordTry) => hash('sha256', JSON.stringify(['application', clientId, addressBlock(address)]), 'base64url');

/** RFC 6749 §5.2: wrong credentials of a person are invalid_grant; a request that can be made again later says so. */
function told(refusal: Refusal, clock: Clock): OAuthRefusal {
  const { reason, evidence } = refusal;
  if (reason === 'login.blocked') return invalidGrant('user.blocked');
  if (refusal.code === 'too_many_requests') return tooManyRequests(reason, { expected: `a pause of ${Math.max(1, (evidence.retryAt ?? 0) - clock.now())} seconds` });
  if (refusal.code === 'access_denied') return invalidGrant(reason);
  return refusal as OAuthRefusal;
}

/** OIDC Core §5.1: the claims of a person are the profile with what the server itself keeps about them. */
const subjectOf = ({ id, connection, blocked, profile, email, emailVerified, updatedAt }: User): Subject => ({
  id, connection, blocked,
  profile: { ...profile, ...(email === undefined ? {} : { email, email_verified: emailVerified }), updated_at: updatedAt },
});
