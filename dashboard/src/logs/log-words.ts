import type { LogLine } from '../api/records.ts';

const names: Readonly<Record<string, string>> = {
  'authorize': 'Authorization', 'authorize.pushed': 'Pushed request', 'login': 'Sign-in', 'login.password': 'Sign-in', 'login.mail_code': 'Sign-in by code', 'login.mail_link': 'Sign-in by link', 'login.upstream': 'Sign-in elsewhere',
  'signup': 'Sign-up', 'signup.password': 'Sign-up', 'password.reset_asked': 'Reset asked', 'password.reset': 'New password', 'email.verification_asked': 'Proof asked', 'email.verified': 'Address proved', 'invitation.accepted': 'Invitation',
  'consent': 'Consent', 'token.exchange': 'Token request', 'device.asked': 'Device', 'device.code_typed': 'Device code', 'device.answered': 'Device answer', 'ciba.asked': 'Approval asked', 'ciba.answered': 'Approval', 'userinfo': 'Userinfo', 'introspection': 'Introspection',
  'revocation': 'Revocation', 'logout': 'Sign-out', 'logout.asked': 'Sign-out asked', 'logout.backchannel': 'Sign-out message', 'registration': 'Registration', 'registration.managed': 'Registration', 'mail.sent': 'Mail', 'session.ended': 'Session ended', 'server.started': 'Server started', 'server.stopping': 'Server stopping',
  'administration.set_up': 'Set-up', 'request.refused': 'Request', 'request.failed': 'Request', 'keys.rotated': 'Keys',
};

const detail = (line: LogLine, name: string): string | undefined => {
  const value = line.details?.[name];
  return typeof value === 'string' ? value : undefined;
};

/** The stable name of what happened. */
export const eventOf = (line: LogLine): string => detail(line, 'event') ?? line.type ?? '';

/** The same in a word or two. */
export function nameOfEvent(line: LogLine): string {
  const event = eventOf(line);
  if (event.startsWith('management.')) return event.slice('management.'.length);
  return names[event] ?? event;
}

/** Was it refused? */
export const isRefused = (line: LogLine): boolean => detail(line, 'result') === 'refused';

/** The check that ended it. */
export const failedCheck = (line: LogLine) => line.checks?.find(({ passed }) => !passed);

const doneWords: Readonly<Record<string, string>> = {
  'authorize': 'The person was sent back to the application, signed in.', 'login.password': 'Signed in with a password.', 'login.mail_code': 'Signed in with a code of a mail.', 'login.mail_link': 'Signed in with the link of a mail.', 'login.upstream': 'Signed in at another provider.',
  'administration.set_up': 'The first administrator became an owner.', 'logout': 'Signed out.', 'authorization_code': 'Tokens for the code of a sign-in.', 'client_credentials': 'A token for the application itself.', 'refresh_token': 'New tokens for a refresh token.', 'password': 'Tokens for a password.', 'urn:ietf:params:oauth:grant-type:device_code': 'Tokens for a device.',
};

/** What happened in one sentence: for a refusal why it was one. */
export function whyOf(line: LogLine): string {
  if (isRefused(line)) return line.explain ?? line.description ?? nameOfEvent(line);
  return doneWords[detail(line, 'grantType') ?? eventOf(line)] ?? line.description ?? nameOfEvent(line);
}
