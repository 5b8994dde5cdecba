/** What all pages need: who the tenant is, the language, and how to send a form back. */
export interface Frame {
  readonly tenantName: string;
  readonly language: string;
  readonly requestId: string;
  readonly supportEmail: string | undefined;
}
/** The application that a page speaks for. */
export interface PageClient { readonly name: string; readonly logoUri: string | undefined; readonly policyUri: string | undefined; readonly tosUri: string | undefined; readonly homeUri: string | undefined }
/** Something that went wrong, told to the person: the stable reason, and a message id of `pages/texts/`. */
export interface Problem { readonly reason: string; readonly retryAt?: number | undefined }
export interface FormTokens { readonly state: string; readonly csrf: string }

export interface LoginPage { readonly name: 'login'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly username: string; readonly signupOpen: boolean; readonly problem: Problem | undefined; readonly reauthenticate: boolean }
export interface SignupPage { readonly name: 'signup'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens; readonly email: string; readonly problem: Problem | undefined }
export interface ConsentScope { readonly value: string; readonly title: string; readonly detail: string | undefined }
export interface ConsentPage {
  readonly name: 'consent'; readonly frame: Frame; readonly client: PageClient; readonly form: FormTokens;
  readonly account: string; readonly returnHost: string; readonly scopes: readonly ConsentScope[]; readonly alreadyAllowed: readonly ConsentScope[]; readonly offlineAccess: boolean;
}
/** For the developer; only in a tenant of environment `development`. */
export interface DeveloperDetail { readonly error: string; readonly reason: string; readonly explain: string; readonly expected: string | undefined; readonly received: string | undefined; readonly fix: readonly string[]; readonly section: string | undefined; readonly checks: readonly { readonly check: string; readonly ok: boolean; readonly holds: string; readonly section: string }[] }
export interface ErrorPage { readonly name: 'error'; readonly frame: Frame; readonly client: PageClient | undefined; readonly reason: string; readonly developer: DeveloperDetail | undefined }
export interface LoggedOutPage { readonly name: 'logged-out'; readonly frame: Frame; readonly client: PageClient | undefined; /** returnTo was refused. */ readonly problem: DeveloperDetail | undefined; readonly returnRefused: boolean }
export interface LogoutConfirmPage { readonly name: 'logout'; readonly frame: Frame; readonly client: PageClient | undefined; readonly form: FormTokens; readonly account: string | undefined }
/** OAuth Form Post §2: submits itself; a button stands there for browsers without scripts. */
export interface FormPostPage { readonly name: 'form-post'; readonly frame: Frame; readonly action: string; readonly fields: Readonly<Record<string, string>> }
/** Posts the answer to exactly one origin; framable, as silent renewal needs. */
export interface WebMessagePage { readonly name: 'web-message'; readonly frame: Frame; readonly targetOrigin: string; readonly fields: Readonly<Record<string, string>> }

export type Page = LoginPage | SignupPage | ConsentPage | ErrorPage | LoggedOutPage | LogoutConfirmPage | FormPostPage | WebMessagePage;

/** A page as text. `scriptNonce` is in its one inline script, if it has one; `formTargets` are origins that its form may lead to. */
export interface RenderedPage { readonly html: string; readonly scriptNonce: string | undefined; readonly framable: boolean }
