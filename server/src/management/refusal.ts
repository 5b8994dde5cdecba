import type { ReasonCode } from '../kernel/reasons/index.ts';

/** An answer that the Management API foresees: Auth0's error object. `errorCode` is left out where Auth0 has none. */
export class ManagementRefusal {
  readonly #nominal = true;
  readonly statusCode: number;
  readonly message: string;
  readonly errorCode: string | undefined;
  /** For our log; the wire has Auth0's code. */
  readonly reason: ReasonCode;

  constructor(statusCode: number, message: string, more: { readonly errorCode?: string; readonly reason?: ReasonCode } = {}) {
    this.statusCode = statusCode;
    this.message = message;
    this.errorCode = more.errorCode;
    this.reason = more.reason ?? (statusCode === 404 ? 'management.not_found' : statusCode === 409 ? 'management.conflict' : 'management.invalid');
  }

  /** `#nominal` is read here so that it is not dead. */
  static is(value: unknown): value is ManagementRefusal { return typeof value === 'object' && value !== null && #nominal in value; }
}

/** Nothing is there under this id. */
export const notFound = (what: string, errorCode?: string) => new ManagementRefusal(404, `${what} does not exist.`, errorCode === undefined ? {} : { errorCode });
/** Something else has this name, or is in the way. */
export const conflict = (message: string, errorCode?: string) => new ManagementRefusal(409, message, errorCode === undefined ? {} : { errorCode });
/** What was sent makes no sense; the message says what and how to mend it. */
export const invalidBody = (message: string) => new ManagementRefusal(400, message, { errorCode: 'invalid_body' });
/** The token may do this kind of thing, but not this one. */
export const forbidden = (message: string) => new ManagementRefusal(403, message, { errorCode: 'insufficient_scope', reason: 'token.scope_missing' });
/** Auth0: too many calls of one application. */
export const tooManyCalls = (perSecond: number, retryAfter: number) => new ManagementRefusal(429, `Too many requests: an application may make ${perSecond} calls a second, and ten times as many at once. Try again in ${retryAfter} s.`, { errorCode: 'too_many_requests', reason: 'management.too_many_requests' });
/** A parameter of the query makes no sense. */
export const invalidQuery = (message: string) => new ManagementRefusal(400, message, { errorCode: 'invalid_query_string' });
/** The token may not do this. Auth0: the texts of its own API. */
export const insufficientScope = (scopes: readonly string[]) => new ManagementRefusal(403, `Insufficient scope, expected any of: ${scopes.join(',')}`, { errorCode: 'insufficient_scope', reason: 'token.scope_missing' });
