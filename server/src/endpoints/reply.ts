import type { Page } from '../pages/page.ts';
import type { CookieChange, Request } from './request.ts';

interface Common { readonly headers?: Readonly<Record<string, string>>; readonly cookies?: readonly CookieChange[] }

/** What an endpoint answers: a value, written to the socket by one adapter. */
export type Reply = Common & (
  | { readonly kind: 'json'; readonly status: number; readonly body: unknown }
  /** 302 after GET, 303 after POST: a password never travels on (RFC 9700 §4.12). */
  | { readonly kind: 'redirect'; readonly to: string }
  | { readonly kind: 'page'; readonly status: number; readonly page: Page }
  /** A JWT by itself, in clear or encrypted. */
  | { readonly kind: 'jwt'; readonly mediaType: `application/${'' | 'token-introspection+'}jwt`; readonly jwt: string }
  | { readonly kind: 'empty'; readonly status: number }
  /** A finished HTML document that is none of the hosted pages (samples). Without `csp` the adapter's strictest policy: nothing but 'self' for style, script, image, connect and form. */
  | { readonly kind: 'html'; readonly status: number; readonly html: string; readonly csp?: string }
  /** A file to be saved under a name, which is read while it is sent. */
  | { readonly kind: 'file'; readonly mediaType: string; readonly name: string; readonly pieces: AsyncIterable<Buffer> }
  /** A prebuilt document, answered from memory with its ETag. */
  | { readonly kind: 'document'; readonly mediaType: string; readonly body: Buffer; readonly etag: string; readonly maxAge: number }
);

/** One address: the handler and the methods it allows. */
export interface Endpoint {
  readonly name: string;
  readonly path: string;
  readonly aliases?: readonly string[];
  /** Every path below this one is the endpoint's too, and stands in the request as it came. */
  readonly below?: true;
  /** PUT and DELETE: the management of registrations (RFC 7592 §2); PATCH: the Management API. */
  readonly methods: readonly ('GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE')[];
  /** `credentials`: origins of the tenant's applications may read it; `public`: any origin may. */
  readonly cors: 'none' | 'applications' | 'public';
  /** Paths at which a form with a file may come: the endpoint reads it itself, piece by piece, once it knows who sends it. */
  readonly takesFile?: (path: string) => boolean;
  handle(request: Request): Promise<Reply> | Reply;
}
