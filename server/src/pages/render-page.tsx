import { randomBytes } from 'node:crypto';
import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { systemClock, type Clock } from '../kernel/time.ts';
import { accountViews } from './account/account-views.tsx';
import { Approvals } from './approvals.tsx';
import { CheckEmail } from './check-email.tsx';
import { Consent } from './consent.tsx';
import { Device } from './device.tsx';
import { DeviceConfirm } from './device-confirm.tsx';
import { DeviceDone } from './device-done.tsx';
import { EmailDone } from './email-done.tsx';
import { EmailLink } from './email-link.tsx';
import { ErrorView } from './error.tsx';
import { ForgotPassword } from './forgot-password.tsx';
import { FormPost } from './form-post.tsx';
import { LoggedOut } from './logged-out.tsx';
import { LoggingOut } from './logging-out.tsx';
import { Login } from './login.tsx';
import { LoginCode } from './login-code.tsx';
import { LogoutConfirm } from './logout.tsx';
import { NewPassword } from './new-password.tsx';
import type { Page, RenderedPage } from './page.ts';
import { PasswordlessLink } from './passwordless-link.tsx';
import { Setup } from './setup.tsx';
import { Signup } from './signup.tsx';
import { catalogues, type Catalogue } from './texts/catalogue.ts';
import { viewOf, type View } from './view.ts';
import { WebMessage } from './web-message.tsx';

/** The assets that every page links to, the time and the languages. */
export interface PageRendererOptions {
  /** Where `assets/pages.css` is served, as `assetHref` makes it. */
  readonly stylesheetHref: string;
  /** Where `assets/icon.svg` is served; without it the browser asks for no icon. */
  readonly iconHref?: string;
  readonly clock?: Pick<Clock, 'now'>;
  /** The languages; only a test needs others. */
  readonly catalogues?: readonly Catalogue[];
}

/** Turns a page into text. It throws only where the page could not be safe: a form or message target that must never have been registered. */
export type RenderPage = (page: Page) => RenderedPage;

/** Answers the renderer of all pages: text in the language of the frame, with a fresh nonce where a page has an inline script. */
export function createPageRenderer(options: PageRendererOptions): RenderPage {
  const { stylesheetHref, iconHref = 'data:,', clock = systemClock } = options;
  return (page) => {
    const view = viewOf(page.frame, { stylesheetHref, iconHref, catalogues: options.catalogues ?? catalogues, now: clock.now() });
    const scriptNonce = scripted.has(page.name) ? randomBytes(16).toString('base64') : undefined;
    return { html: `<!doctype html>${renderToString(elementOf(page, view, scriptNonce ?? ''))}`, scriptNonce, framable: page.name === 'web-message' };
  };
}

type Views = { readonly [Name in Page['name']]: (page: Extract<Page, { readonly name: Name }>, view: View, nonce: string) => VNode };

const views: Views = {
  ...accountViews,
  'login': (page, view) => <Login page={page} view={view} />,
  'login-code': (page, view) => <LoginCode page={page} view={view} />,
  'passwordless-link': (page, view) => <PasswordlessLink page={page} view={view} />,
  'setup': (page, view) => <Setup page={page} view={view} />,
  'signup': (page, view) => <Signup page={page} view={view} />,
  'forgot-password': (page, view) => <ForgotPassword page={page} view={view} />,
  'check-email': (page, view) => <CheckEmail page={page} view={view} />,
  'email-link': (page, view) => <EmailLink page={page} view={view} />,
  'new-password': (page, view) => <NewPassword page={page} view={view} />,
  'email-done': (page, view) => <EmailDone page={page} view={view} />,
  'consent': (page, view) => <Consent page={page} view={view} />,
  'approvals': (page, view) => <Approvals page={page} view={view} />,
  'device': (page, view) => <Device page={page} view={view} />,
  'device-confirm': (page, view) => <DeviceConfirm page={page} view={view} />,
  'device-done': (page, view) => <DeviceDone page={page} view={view} />,
  'error': (page, view) => <ErrorView page={page} view={view} />,
  'logged-out': (page, view) => <LoggedOut page={page} view={view} />,
  'logging-out': (page, view, nonce) => <LoggingOut page={page} view={view} nonce={nonce} />,
  'logout': (page, view) => <LogoutConfirm page={page} view={view} />,
  'form-post': (page, view, nonce) => <FormPost page={page} view={view} nonce={nonce} />,
  'web-message': (page, view, nonce) => <WebMessage page={page} view={view} nonce={nonce} />,
};

const elementOf = (page: Page, view: View, nonce: string): VNode => (views[page.name] as (page: Page, view: View, nonce: string) => VNode)(page, view, nonce);

/** The pages with an inline script. */
const scripted: ReadonlySet<Page['name']> = new Set(['form-post', 'web-message', 'logging-out']);
