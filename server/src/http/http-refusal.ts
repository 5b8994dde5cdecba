import type { ReasonCode } from '../kernel/reasons/index.ts';
import { Refusal, type Evidence } from '../kernel/refusal.ts';

type HttpErrorCode = 'invalid_request' | 'server_error' | 'temporarily_unavailable';
interface Manner extends Evidence { readonly headers?: Readonly<Record<string, string>>; readonly code?: HttpErrorCode }

/** A request that ends before or outside an endpoint, with the HTTP status that says so. */
export class HttpRefusal extends Refusal<HttpErrorCode> {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, reason: ReasonCode, { headers = {}, code = 'invalid_request', ...evidence }: Manner = {}) {
    super(code, reason, evidence);
    this.status = status;
    this.headers = headers;
  }
}
