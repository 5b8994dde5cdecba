import type { FormReader } from '../kernel/form-piece.ts';
import type { DecisionRecord } from '../kernel/decision-record.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { ClientCertificate } from '../protocol/sender-constraint/client-certificate.ts';

/** The body as it came, read once by the adapter; `form` and `json` are still text. `parts`: a form with a file, which is read while somebody asks for it. */
export type Body = { readonly kind: 'none' } | { readonly kind: 'form' | 'json' | 'other'; readonly text: string; readonly mediaType: string } | { readonly kind: 'parts'; readonly mediaType: string; readonly read: FormReader };

/** What an endpoint gets: a value, made from the socket by one adapter. */
export interface Request {
  readonly id: string;
  readonly tenant: Tenant;
  readonly method: string;
  /** The path alone, canonical: `/oauth/token` also where `/oauth2/token` was called. */
  readonly path: string;
  /** The path as it was called: an alias where one was. */
  readonly calledAs: string;
  /** The address that was called, without query: below the issuer, or on the port for certificates (RFC 8705 §5). Host headers have no say in it. */
  readonly calledUrl: string;
  /** The query string without `?`. */
  readonly query: string;
  readonly body: Body;
  /** Lower-case names; a header that came twice and may not is refused before. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  cookie(name: CookieName): string | undefined;
  /** The peer's address, or what a trusted proxy says of it. */
  readonly address: string;
  readonly userAgent: string;
  /** The certificate that the TLS client showed, here or at a trusted proxy; `undefined`: none. */
  readonly certificate: ClientCertificate | undefined;
  readonly record: DecisionRecord;
}

/** `session`: who is signed in; `browser_state`: changes with it, for scripts (OIDC Session Management §3.2); `browser`: binds pages and transactions to one browser; `language`: the chosen language. */
export type CookieName = 'session' | 'browser_state' | 'browser' | 'language';
/** A cookie to set (`value`) or to remove (`undefined`). The adapter knows names, prefixes and attributes. */
export interface CookieChange { readonly name: CookieName; readonly value: string | undefined; readonly maxAge?: number }
