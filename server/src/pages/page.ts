import type { Seconds } from '../kernel/time.ts';
import type { AccountPage } from './account/account-pages.ts';

/** What all pages need: who the tenant is, the language, and the reference of the request. */
export interface Frame {
  readonly tenantName: string;
  /** A language tag, for example of `ui_locales`; one that no catalogue has becomes English. */
  readonly language: string;
  readonly requestId: string;
  readonly supportEmail: string | undefined;
  /** Where people find help, and the picture of the tenant: the tenant's word, shown only where `safeHref` allows it. */
  readonly supportUri?: string | undefined;
  readonly pictureUri?: string | undefined;
  /** The languages to choose from, as tags; without them, all that there are. */
  readonly languages?: readonly string[] | undefined;
  /** The tenant's own words, by language and id of the text; they come before ours. */
  readonly texts?: Readonly<Record<string, Readonly<Record<string, string>>>> | undefined;
}
/** The application that a page speaks for. Its URLs are the tenant's word: only those that `safeHref` allows are shown. */
export interface PageClient {
  readonly name: string;
  readonly logoUri: string | undefined;
  readonly policyUri: string | undefined;
  readonly tosUri: string | undefined;
  /** Where the person finds the application again. */
  readonly homeUri: string | undefined;
}
/** Something that went wrong, told to the person: the stable reason, and the time from which a new try is taken. */
export interface Problem { readonly reason: string; readonly retryAt?: Seconds | undefined; /** Characters that a password needs at least, where it is about one. */ readonly shortest?: number | undefined }
/** The hidden fields of every form: which transaction it belongs to, and the proof that it is our own form. */
export interface FormTokens { readonly state: string; readonly csrf: string }

/** Posts `state`, `csrf`, `username`, `password`, `action=default` to `/u/login`, or `action=code` to `/u/login-code` where a code can be mailed (`codeOpen`). `passwordOpen`: there are passwords. `upstream`: other providers, each with its name and the path of this server that leads there. */
export interface LoginPage { readonly name: 'login'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly username: string; readonly signupOpen: boolean; readonly passwordOpen: boolean; readonly codeOpen: boolean; readonly upstream: readonly { readonly name: string; readonly path: string }[]; readonly problem: Problem | undefined; readonly reauthenticate: boolean }
/** Posts `state`, `csrf`, `username`, `code`, `action=verify|resend` to `/u/login-code`. `waits`: for a code; without it there is no form. */
export interface LoginCodePage { readonly name: 'login-code'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly username: string; readonly waits: boolean; readonly resent: boolean; readonly problem: Problem | undefined }
/** Posts `state`, `csrf`, `link`, `action=default` to `/passwordless/verify_redirect`. With a `problem` there is no form. */
export interface PasswordlessLinkPage { readonly name: 'passwordless-link'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly account: string; readonly link: string; readonly problem: Problem | undefined }
/** Whether a field for a name is shown, and must be filled in. */
export type AskedName = 'required' | 'optional' | 'inactive';
/** Posts `state`, `csrf`, `email`, `username` (as far as asked for), `password`, `action=default` to `/u/signup`. `shortest`: characters that a password needs at least. */
export interface SignupPage { readonly name: 'signup'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly email: string; readonly username: string; readonly asks: { readonly email: AskedName; readonly username: AskedName }; readonly shortest: number; readonly problem: Problem | undefined }
/** Posts `code`, `email`, `password`, `action=default|skip` to `/u/setup`. `skips`: somebody who is only trying may go on without an account. */
export interface SetupPage { readonly name: 'setup'; readonly frame: Frame; readonly code: string; readonly email: string; readonly shortest: number; readonly skips: boolean; readonly problem: Problem | undefined }
/** Posts `state`, `csrf`, `email`, `action=default` to `/u/forgot-password`. `signInPath`: back to where the person came from. */
export interface ForgotPasswordPage { readonly name: 'forgot-password'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly email: string; readonly signInPath: string | undefined; readonly problem: Problem | undefined }
/** Posts `state`, `csrf`, `code`, `action=default|resend` to `/u/check-email`. `otherPath`: where another address can be given. */
export interface CheckEmailPage { readonly name: 'check-email'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly purpose: 'verify_email' | 'reset_password' | 'invitation'; readonly maskedEmail: string; readonly resent: boolean; readonly otherPath: string | undefined; readonly problem: Problem | undefined }
/**
 * Where the link of a mail leads. Posts `state`, `csrf`, `ticket`, `action=default|resend` to `/u/link`. `code`: to be typed where the mail was asked for, when that was elsewhere.
 * With a `problem` the link is good for nothing: `resendable` offers a new mail, `againPath` leads to where one can be asked for.
 */
export interface EmailLinkPage {
  readonly name: 'email-link'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly ticket: string; readonly purpose: 'verify_email' | 'reset_password' | 'invitation';
  readonly account: string; readonly inviter: string | undefined; readonly code: string | undefined; readonly problem: Problem | undefined; readonly resendable: boolean; readonly againPath: string | undefined;
}
/** Posts `state`, `csrf`, `password`, `sign_out=yes`, `action=default` to `/u/new-password`. `joins`: somebody who was invited; `shortest`: characters that a password needs at least. */
export interface NewPasswordPage { readonly name: 'new-password'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly account: string; readonly joins: boolean; readonly shortest: number; readonly endsSessions: 'always' | 'asked'; readonly problem: Problem | undefined }
/** What a mail has done. `signInPath`: the sign-in that waited for it. */
export interface EmailDonePage { readonly name: 'email-done'; readonly frame: Frame; readonly client: PageClient; readonly done: 'verified' | 'password_changed' | 'joined'; readonly signInPath: string | undefined }
/** A permission in words. For the scopes of OIDC Core §5.4 the page has its own words; these are used for all others. */
export interface ConsentScope { readonly value: string; readonly title: string; readonly detail: string | undefined }
/** One object of authorization details: its type, and its members as text. */
export interface ConsentDetail { readonly type: string; readonly members: readonly { readonly name: string; readonly value: string }[] }
/**
 * An application that nobody here made: `host` is where it describes itself, if it does; `returns` says whether its answer goes there, to another host, or to a program on the person's machine.
 */
export interface ConsentClaim { readonly host: string | undefined; readonly returns: 'there' | 'elsewhere' | 'here' }
/** Posts `state`, `csrf`, `action=accept|decline` to `/u/consent`. */
export interface ConsentPage {
  readonly name: 'consent'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens;
  readonly account: string; readonly returnHost: string; readonly scopes: readonly ConsentScope[]; readonly alreadyAllowed: readonly ConsentScope[]; readonly offlineAccess: boolean;
  /** RFC 9396 §2: what is asked beyond scopes, in the words of the request. */
  readonly details?: readonly ConsentDetail[] | undefined;
  /** The application registered itself, so its name is its own word only. */
  readonly claim?: ConsentClaim | undefined;
  /** The tenant vouches for the application (first-party): no warning about who is asking. */
  readonly reviewed?: boolean | undefined;
  /** A path of this server where the person can sign in as somebody else ("Not you?"); without it the link is left out. */
  readonly switchAccountPath?: string | undefined;
}
/** Posts `state`, `csrf`, `user_code`, `action=default` to `/activate` (RFC 8628 §3.3). `digits`: codes of this tenant are numbers. */
export interface DevicePage { readonly name: 'device'; readonly frame: Frame; readonly form: FormTokens; readonly userCode: string; readonly digits: boolean; readonly problem: Problem | undefined }
/** Posts `state`, `csrf`, `action=accept|decline` to `/u/device`. */
export interface DeviceConfirmPage {
  readonly name: 'device-confirm'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens;
  readonly account: string; readonly scopes: readonly ConsentScope[]; readonly alreadyAllowed: readonly ConsentScope[]; readonly offlineAccess: boolean; readonly details?: readonly ConsentDetail[] | undefined;
  /** As the device shows it. */
  readonly userCode: string;
  /** Whence and when the device asked. */
  readonly address: string; readonly askedAt: Seconds;
  readonly switchAccountPath: string;
}
/** The rest happens on the device. */
export interface DeviceDonePage { readonly name: 'device-done'; readonly frame: Frame; readonly client: PageClient; readonly allowed: boolean }
/** One thing that an application asks from elsewhere; its form posts `state`, `csrf`, `action=accept|decline` to `/u/approvals` (OIDC CIBA §8). */
export interface ApprovalRequest {
  readonly client: PageClient; readonly form: FormTokens;
  /** Stands on the other device too. */
  readonly bindingMessage: string | undefined;
  readonly askedAt: Seconds;
  readonly scopes: readonly ConsentScope[]; readonly alreadyAllowed: readonly ConsentScope[]; readonly offlineAccess: boolean; readonly details?: readonly ConsentDetail[] | undefined;
}
/** Everything that waits for one person. `answered`: what was just answered. */
export interface ApprovalsPage { readonly name: 'approvals'; readonly frame: Frame; readonly account: string; readonly requests: readonly ApprovalRequest[]; readonly answered: { readonly client: PageClient; readonly allowed: boolean } | undefined }
/** For the developer; only in a tenant of environment `development`. */
export interface DeveloperDetail { readonly error: string; readonly reason: string; readonly explain: string; readonly expected: string | undefined; readonly received: string | undefined; readonly fix: readonly string[]; readonly section: string | undefined; readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly holds: string; readonly section: string }[] }
/** `reason` chooses the words; see `words/error-words.ts`. */
export interface ErrorPage { readonly name: 'error'; readonly frame: Frame; readonly client: PageClient | undefined; readonly reason: string; readonly developer: DeveloperDetail | undefined }
/** The person is signed out and is sent nowhere else. */
export interface LoggedOutPage { readonly name: 'logged-out'; readonly frame: Frame; readonly client: PageClient | undefined; /** Why returnTo was refused; only in development. */ readonly problem: DeveloperDetail | undefined; /** returnTo was refused. */ readonly returnRefused: boolean; /** Addresses of applications that hidden frames load. */ readonly frames?: readonly string[] }
/** The person is signed out; hidden frames tell the applications, and then the browser goes on to `to`, a registered address. */
export interface LoggingOutPage { readonly name: 'logging-out'; readonly frame: Frame; readonly client: PageClient | undefined; readonly frames: readonly string[]; readonly to: string }
/** Posts `state`, `csrf`, `action=accept` to `/u/logout`. */
export interface LogoutConfirmPage { readonly name: 'logout'; readonly frame: Frame; readonly client: PageClient | undefined; readonly form: FormTokens; readonly account: string | undefined }
/** OAuth Form Post §2: submits itself; a button stands there for browsers without scripts. */
export interface FormPostPage { readonly name: 'form-post'; readonly frame: Frame; readonly action: string; readonly fields: Readonly<Record<string, string>> }
/** Posts the answer to exactly one origin; framable, as silent renewal needs. */
export interface WebMessagePage { readonly name: 'web-message'; readonly frame: Frame; readonly targetOrigin: string; readonly fields: Readonly<Record<string, string>> }


/** Every page that the server shows, told apart by `name`. */
export type Page = AccountPage | SetupPage | ForgotPasswordPage | CheckEmailPage | EmailLinkPage | NewPasswordPage | EmailDonePage | DevicePage | DeviceConfirmPage | DeviceDonePage | ApprovalsPage | LoginPage | LoginCodePage | PasswordlessLinkPage | SignupPage | ConsentPage | ErrorPage | LoggedOutPage | LoggingOutPage | LogoutConfirmPage | FormPostPage | WebMessagePage;

/** A page as text. `scriptNonce` is in its one inline script, if it has one; only the web-message page is framable. */
export interface RenderedPage { readonly html: string; readonly scriptNonce: string | undefined; readonly framable: boolean }
