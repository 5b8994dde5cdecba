import type { ApprovalsPage, CheckEmailPage, EmailDonePage, EmailLinkPage, ForgotPasswordPage, NewPasswordPage, ConsentPage, DeviceConfirmPage, DevicePage, DeveloperDetail, ErrorPage, Frame, LoggingOutPage, LoginCodePage, LoginPage, Page, PageClient, PasswordlessLinkPage, SetupPage, SignupPage } from '../../src/pages/page.ts';

/** A page with the name under which the tests speak of it. */
export interface SamplePage { readonly label: string; readonly page: Page }

export const now = 1_800_000_000;
export const frame: Frame = { tenantName: 'Acme', language: 'en', requestId: 'req_01J9ZK7QH3M8', supportEmail: 'help@acme.example' };
export const client: PageClient = { name: 'Pied Piper', logoUri: undefined, policyUri: 'https://piedpiper.example/privacy', tosUri: 'https://piedpiper.example/terms', homeUri: 'https://piedpiper.example/' };
export const bare: PageClient = { name: 'Hooli', logoUri: undefined, policyUri: undefined, tosUri: undefined, homeUri: undefined };
export const form = { state: 'st-4711/+=', csrf: 'cs-0815' };

export const login: LoginPage = { name: 'login', frame, client, form, username: '', signupOpen: true, passwordOpen: true, codeOpen: false, upstream: [], problem: undefined, reauthenticate: false };
export const loginCode: LoginCodePage = { name: 'login-code', frame, client, form, username: 'jane@example.com', waits: true, resent: false, problem: undefined };
export const passwordlessLink: PasswordlessLinkPage = { name: 'passwordless-link', frame, client, form, account: 'jane@example.com', link: 'client_id=a&email=jane%40example.com', problem: undefined };
export const signup: SignupPage = { name: 'signup', frame, client, form, email: '', username: '', asks: { email: 'required', username: 'inactive' }, shortest: 8, problem: undefined };
export const consent: ConsentPage = {
  name: 'consent', frame, client, form, account: 'jane@example.com', returnHost: 'piedpiper.example', offlineAccess: true, alreadyAllowed: [],
  scopes: [
    { value: 'profile', title: '', detail: undefined },
    { value: 'read:appointments', title: 'See your appointments', detail: 'Dates, places and notes in Appointments.' },
    { value: 'write:appointments', title: 'Make and change appointments', detail: 'In Appointments.' },
  ],
};
export const developer: DeveloperDetail = {
  error: 'invalid_request', reason: 'redirect_uri.not_registered', explain: 'The redirect_uri is not one of the Allowed Callback URLs of the application.',
  received: 'http://localhost:3000/', expected: 'http://localhost:3000 (a trailing slash)', section: 'RFC 9700 §2.1',
  fix: ['Add the URL to the Allowed Callback URLs of the application, character for character.', 'Or send one that is registered.'],
  checks: [
    { check: 'request.parameters', ok: true, holds: 'Each parameter was sent once and is well formed.', section: 'RFC 6749 §3.1' },
    { check: 'client.known', ok: true, holds: 'The client_id belongs to an enabled application of this tenant.', section: 'RFC 6749 §2.2' },
    { check: 'redirect_uri.registered', ok: false, holds: 'The redirect_uri is identical to a registered one.', section: 'RFC 9700 §2.1' },
  ],
};
export const error: ErrorPage = { name: 'error', frame, client, reason: 'redirect_uri.not_registered', developer: undefined };
export const device: DevicePage = { name: 'device', frame, form, userCode: '', digits: false, problem: undefined };
export const deviceConfirm: DeviceConfirmPage = { name: 'device-confirm', frame, client, form, account: 'jane@example.com', userCode: 'BCDF-GHJK', address: '2001:db8::1', askedAt: now - 60, scopes: consent.scopes, alreadyAllowed: [], offlineAccess: true, switchAccountPath: '/u/login?state=abc' };
export const approvals: ApprovalsPage = {
  name: 'approvals', frame, account: 'jane@example.com', answered: { client: bare, allowed: true },
  requests: [
    { client, form, bindingMessage: 'W4SCT 12.50 €', askedAt: now - 60, scopes: consent.scopes, alreadyAllowed: [], offlineAccess: true },
    { client, form: { ...form, state: 'approval.2' }, bindingMessage: undefined, askedAt: now - 30, scopes: [], alreadyAllowed: [], offlineAccess: false },
  ],
};
export const setup: SetupPage = { name: 'setup', frame, code: 'K7Q2-M9XD', email: '', shortest: 8, skips: false, problem: undefined };
export const forgot: ForgotPasswordPage = { name: 'forgot-password', frame, client, form, email: '', signInPath: '/u/login?state=abc', problem: undefined };
export const checkEmail: CheckEmailPage = { name: 'check-email', frame, client, form, purpose: 'reset_password', maskedEmail: 'j•••@example.com', resent: false, otherPath: '/u/forgot-password', problem: undefined };
export const emailLink: EmailLinkPage = { name: 'email-link', frame, client, form, ticket: 'tk-4711', purpose: 'reset_password', account: 'jane@example.com', inviter: undefined, code: 'BCDF-GHJK', problem: undefined, resendable: false, againPath: undefined };
export const newPassword: NewPasswordPage = { name: 'new-password', frame, client, form, account: 'jane@example.com', joins: false, shortest: 8, endsSessions: 'asked', problem: undefined };
export const emailDone: EmailDonePage = { name: 'email-done', frame, client, done: 'verified', signInPath: '/u/login?state=abc' };
const unreachable: DeveloperDetail = { ...developer, error: 'invalid_request', reason: 'logout.return_to_not_registered', explain: 'The address to return to after logout is not registered.', fix: ['Add it to the Allowed Logout URLs.'], checks: [] };

/** The page of a logout that tells applications first; it has a script, so it stands apart. */
export const loggingOut: LoggingOutPage = { name: 'logging-out', frame, client, frames: ['https://hooli.example/out?iss=https%3A%2F%2Facme.example%2F&sid=s1'], to: 'https://piedpiper.example/bye?state=%22%3C' };

/** Every page in the states that look different. */
export const samplePages: readonly SamplePage[] = [
  { label: 'login', page: login },
  { label: 'login-providers', page: { ...login, upstream: [{ name: 'Acme Employees', path: '/u/login/connection?state=st-4711&connection=acme' }, { name: 'google-oauth2', path: '/u/login/connection?state=st-4711&connection=google-oauth2' }] } },
  { label: 'login-wrong', page: { ...login, username: 'jane@example.com', problem: { reason: 'login.bad_credentials' } } },
  { label: 'login-throttled', page: { ...login, username: 'jane@example.com', problem: { reason: 'login.throttled', retryAt: now + 290 } } },
  { label: 'login-again', page: { ...login, username: 'jane@example.com', reauthenticate: true, signupOpen: false, client: bare, frame: { ...frame, supportEmail: undefined } } },
  { label: 'login-long-names', page: { ...login, client: { ...client, name: 'Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft' }, frame: { ...frame, tenantName: 'An organisation with quite a long name, as they sometimes are' } } },
  { label: 'login-both', page: { ...login, codeOpen: true } },
  { label: 'login-code-only', page: { ...login, passwordOpen: false, codeOpen: true, signupOpen: false } },
  { label: 'login-code', page: loginCode },
  { label: 'login-code-resent', page: { ...loginCode, resent: true } },
  { label: 'login-code-wrong', page: { ...loginCode, problem: { reason: 'passwordless.code_wrong' } } },
  { label: 'login-code-no-address', page: { ...loginCode, waits: false, problem: { reason: 'passwordless.email_malformed' } } },
  { label: 'passwordless-link', page: passwordlessLink },
  { label: 'passwordless-link-used', page: { ...passwordlessLink, problem: { reason: 'passwordless.link_dead' } } },
  { label: 'signup', page: signup },
  { label: 'signup-taken', page: { ...signup, email: 'jane@example.com', problem: { reason: 'signup.email_taken' } } },
  { label: 'signup-names', page: { ...signup, asks: { email: 'optional', username: 'required' }, shortest: 12, username: 'j', problem: { reason: 'signup.username_malformed' } } },
  { label: 'signup-personal', page: { ...signup, asks: { email: 'required', username: 'optional' }, email: 'jane@example.com', username: 'jane', problem: { reason: 'password.personal' } } },
  { label: 'signup-weak', page: { ...signup, email: 'jane@example.com', problem: { reason: 'signup.password_weak' } } },
  { label: 'forgot-password', page: forgot },
  { label: 'forgot-password-refused', page: { ...forgot, email: 'jane', signInPath: undefined, problem: { reason: 'signup.email_malformed' } } },
  { label: 'forgot-password-throttled', page: { ...forgot, email: 'jane@example.com', problem: { reason: 'mail.throttled', retryAt: now + 1790 } } },
  { label: 'check-email', page: checkEmail },
  { label: 'check-email-again', page: { ...checkEmail, purpose: 'verify_email', resent: true, otherPath: undefined } },
  { label: 'check-email-wrong', page: { ...checkEmail, problem: { reason: 'ticket.code_wrong' } } },
  { label: 'check-email-throttled', page: { ...checkEmail, problem: { reason: 'ticket.code_throttled' } } },
  { label: 'email-link', page: emailLink },
  { label: 'email-link-verify', page: { ...emailLink, purpose: 'verify_email', code: undefined } },
  { label: 'email-link-invitation', page: { ...emailLink, purpose: 'invitation', inviter: 'Erlich Bachman', code: undefined } },
  { label: 'email-link-invitation-alone', page: { ...emailLink, purpose: 'invitation', code: undefined } },
  { label: 'email-link-old', page: { ...emailLink, ticket: '', account: 'j•••@example.com', code: undefined, problem: { reason: 'ticket.unknown' }, againPath: '/u/forgot-password' } },
  { label: 'email-link-used', page: { ...emailLink, ticket: '', code: undefined, problem: { reason: 'ticket.used' }, againPath: '/u/forgot-password' } },
  { label: 'email-link-expired', page: { ...emailLink, purpose: 'verify_email', code: undefined, problem: { reason: 'ticket.expired' }, resendable: true } },
  { label: 'email-link-blocked', page: { ...emailLink, ticket: '', code: undefined, problem: { reason: 'ticket.blocked' } } },
  { label: 'setup', page: setup },
  { label: 'setup-skips', page: { ...setup, skips: true } },
  { label: 'setup-taken', page: { ...setup, skips: true, email: 'jane@example.com', problem: { reason: 'setup.email_taken' } } },
  { label: 'setup-link-used', page: { ...error, client: undefined, reason: 'setup.code_unknown' } },
  { label: 'new-password', page: newPassword },
  { label: 'new-password-same', page: { ...newPassword, endsSessions: 'always', problem: { reason: 'password.same' } } },
  { label: 'new-password-join', page: { ...newPassword, joins: true } },
  { label: 'email-done', page: emailDone },
  { label: 'email-done-password', page: { ...emailDone, done: 'password_changed', signInPath: undefined } },
  { label: 'email-done-joined', page: { ...emailDone, done: 'joined', client: bare, signInPath: undefined } },
  { label: 'consent', page: consent },
  { label: 'consent-more', page: { ...consent, offlineAccess: false, reviewed: true, switchAccountPath: '/u/login?state=abc', scopes: [{ value: 'read:invoices', title: 'read:invoices', detail: undefined }], alreadyAllowed: [{ value: 'read:appointments', title: 'See your appointments', detail: undefined }] } },
  { label: 'consent-details', page: { ...consent, details: [{ type: 'payment', members: [{ name: 'instructedAmount', value: '{"currency":"EUR","amount":"12.30"}' }, { name: 'creditor', value: 'A shop with a name that is longer than most' }] }, { type: 'account', members: [] }] } },
  { label: 'consent-claim', page: { ...consent, returnHost: '127.0.0.1:3000', claim: { host: 'piedpiper.example', returns: 'here' } } },
  { label: 'consent-claim-elsewhere', page: { ...consent, returnHost: 'hooli.example', claim: { host: 'piedpiper.example', returns: 'elsewhere' } } },
  { label: 'device', page: device },
  { label: 'device-wrong', page: { ...device, userCode: 'BCDF-GHJX', problem: { reason: 'user_code.unknown' } } },
  { label: 'device-throttled', page: { ...device, digits: true, userCode: '1234-5678', problem: { reason: 'user_code.throttled', retryAt: now + 290 } } },
  { label: 'device-confirm', page: deviceConfirm },
  { label: 'device-done', page: { name: 'device-done', frame, client, allowed: true } },
  { label: 'device-declined', page: { name: 'device-done', frame, client, allowed: false } },
  { label: 'approvals', page: approvals },
  { label: 'approvals-none', page: { ...approvals, requests: [], answered: undefined } },
  { label: 'error', page: error },
  { label: 'error-developer', page: { ...error, developer } },
  { label: 'error-old', page: { ...error, client: bare, reason: 'transaction.unknown' } },
  { label: 'error-failed', page: { ...error, client: undefined, reason: 'server.failed' } },
  { label: 'logged-out', page: { name: 'logged-out', frame, client, problem: undefined, returnRefused: false } },
  { label: 'logged-out-refused', page: { name: 'logged-out', frame, client: undefined, problem: unreachable, returnRefused: true } },
  { label: 'logout', page: { name: 'logout', frame, client, form, account: 'jane@example.com' } },
  { label: 'logout-bare', page: { name: 'logout', frame, client: undefined, form, account: undefined } },
];
