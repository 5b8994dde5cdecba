import type { User } from '../../identity/ports/user-store.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import { noStore } from '../oauth-error.ts';
import type { Reply } from '../reply.ts';

/** What an account is shown to consist of: what its maker sent, and nothing else. */
type Shown = Pick<User, 'id' | 'email' | 'username' | 'emailVerified' | 'profile' | 'userMetadata'>;

const shownMembers = ['given_name', 'family_name', 'name', 'nickname', 'picture'] as const;

/** Auth0: a new account. The id stands without the name of its provider. */
export function accountReply({ id, email, username, emailVerified, profile, userMetadata }: Shown, sent: ReadonlySet<string>): Reply {
  const members = Object.fromEntries(shownMembers.flatMap((name) => (sent.has(name) ? [[name, profile[name]]] : [])));
  return { kind: 'json', status: 200, headers: noStore, body: { _id: id.slice(id.indexOf('|') + 1), email, email_verified: emailVerified, ...(username === undefined ? {} : { username }), ...members, ...(sent.has('user_metadata') ? { user_metadata: userMetadata } : {}) } };
}

/** Auth0: the words that its libraries show. */
export const mailSentReply: Reply = { kind: 'html', status: 200, html: "We've just sent you an email to reset your password.", headers: noStore };

interface Told { readonly status: number; readonly name: string; readonly code: string }

const bad = (code: string): Told => ({ status: 400, name: 'BadRequestError', code });
const badPassword = (name: string): Told => ({ status: 400, name, code: 'invalid_password' });
const told: Readonly<Record<string, Told>> = {
  'signup.email_taken': bad('user_exists'),
  'signup.closed': bad('invalid_signup'),
  'signup.email_malformed': bad('invalid_signup'),
  'profile.metadata_malformed': bad('invalid_signup'),
  'profile.malformed': bad('invalid_signup'),
  'signup.password_weak': badPassword('PasswordStrengthError'),
  'login.password_too_long': badPassword('PasswordStrengthError'),
  'password.kinds_missing': badPassword('PasswordStrengthError'),
  'password.repeated': badPassword('PasswordStrengthError'),
  'password.sequence': badPassword('PasswordStrengthError'),
  'password.in_dictionary': badPassword('PasswordDictionaryError'),
  'password.personal': badPassword('PasswordNoUserInfoError'),
  'password.breached': badPassword('PasswordLeakedError'),
  'signup.username_taken': bad('username_exists'),
  'signup.username_malformed': bad('invalid_signup'),
  'signup.name_missing': bad('invalid_signup'),
  'connection.unknown': { status: 404, name: 'NotFoundError', code: 'no_connection' },
  'connection.disabled': { status: 404, name: 'NotFoundError', code: 'no_connection' },
  'client.unknown': { status: 403, name: 'ForbiddenError', code: 'unauthorized_client' },
  'client.disabled': { status: 403, name: 'ForbiddenError', code: 'unauthorized_client' },
};

const byCode: Readonly<Record<string, Told>> = {
  too_many_requests: { status: 429, name: 'TooManyRequestsError', code: 'too_many_requests' },
  temporarily_unavailable: { status: 503, name: 'ServiceUnavailableError', code: 'temporarily_unavailable' },
};

/** Auth0: errors of these addresses, by `code` and `description`. */
export function accountErrorReply(refusal: Refusal, now: number): Reply {
  const { status, name, code } = told[refusal.reason] ?? byCode[refusal.code] ?? bad('invalid_request');
  const { retryAt } = refusal.evidence;
  const retry = status === 429 || status === 503 ? { 'retry-after': String(Math.max(1, (retryAt ?? now + 5) - now)) } : {};
  return { kind: 'json', status, headers: { ...noStore, ...retry }, body: { name, code, description: refusal.description, statusCode: status } };
}
