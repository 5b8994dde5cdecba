import type { Reason } from './reason.ts';

/** Refusals of sign-in with codes of mails. */
export const passwordlessReasons = {
  'passwordless.email_malformed': { check: 'request.parameters', explain: 'This is not an email address.', fix: ['Write it as name@example.com.'] },
  'passwordless.code_wrong': { check: 'passwordless.code', explain: 'Wrong email or verification code; or the code was used already, or a newer one took its place.', fix: ['Take the code of the newest mail, or ask for a new one.'] },
  'passwordless.code_expired': { check: 'passwordless.code', explain: 'The verification code has expired.', fix: ['Ask for a new one.'] },
  'passwordless.link_dead': { check: 'passwordless.code', explain: 'The link was used already, is too old, or a newer mail took its place.', fix: ['Go back to the application, and ask for a new mail.'] },
  'passwordless.code_throttled': { check: 'passwordless.throttle', explain: 'Too many wrong verification codes.', fix: ['Ask for a new code later.'] },
  'passwordless.mail_throttled': { check: 'passwordless.mails', explain: 'Too many mails were asked for.', fix: ['Use the code of the newest mail, or wait until the time shown.'] },
  'passwordless.no_text_messages': { check: 'connection.enabled', explain: 'Text messages are not sent here: there are no connections of the strategy sms.', fix: ['Use connection=email.'] },
  'passwordless.send_unknown': { check: 'request.parameters', explain: 'What is to be sent is neither a code nor a link.', fix: ['Send send=code or send=link.'] },
  'passwordless.auth_params_malformed': { check: 'request.parameters', explain: 'authParams is no object of texts, or names something that a link can not carry.', fix: ['Send scope, redirect_uri, response_type, state, nonce, audience and the like, each as one text.'] },
} as const satisfies Record<string, Reason>;
