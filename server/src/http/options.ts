import type { Reply, Endpoint } from '../endpoints/reply.ts';
import type { Request } from '../endpoints/request.ts';
import type { Awaitable } from '../kernel/awaitable.ts';
import type { Tenant, TenantId } from '../kernel/tenant.ts';
import type { Page, RenderedPage } from '../pages/page.ts';
import type { Limits } from './limits.ts';

/** What the adapter writes to the log: one line per request at `debug`, and every failure of ours with its stack at `error`. */
export interface HttpLogger {
  isLevelEnabled(level: string): boolean;
  debug(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Writes one duration down; its labels were resolved when it was made. */
export type RequestTimer = (status: number, seconds: number) => void;

/** What the adapter measures. */
export interface HttpMetrics {
  /** @param route a path of the route table, or a fixed word: never what a client chose */
  requestTimer(method: string, route: string): RequestTimer;
  /** The Prometheus text. */
  render(): Promise<{ readonly mediaType: string; readonly text: string }>;
}

/** One span of a trace that is really recorded. */
export interface HttpSpan {
  readonly traceId: string;
  /** Runs the work inside the span, so that what it starts becomes a child. */
  run<T>(work: () => T): T;
  end(status: number): void;
}

/** Where spans come from. */
export interface HttpTracing {
  /** `undefined` when nobody records: then the request costs nothing. `traceparent` as it came. */
  start(method: string, route: string, traceparent: string | undefined): HttpSpan | undefined;
}

/** One thing that must be well for the server to be ready. `detail` is shown to operators only. */
export interface HealthCheck { readonly name: string; readonly ok: boolean; readonly detail?: string }

/** Everything that the HTTP floor is made from. */
export interface HttpServerOptions {
  /** The address to listen on. */
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** PEM texts; `undefined` serves plain http. */
  readonly tls: { readonly key: string; readonly cert: string } | undefined;
  /** A second port that asks TLS clients for a certificate (RFC 8705 §5); goes with `tls`. `ca`: PEM of the authorities that may vouch for clients. */
  readonly mutualTls?: { readonly port: number; readonly ca: string | undefined } | undefined;
  /** The header in which a trusted proxy hands over the certificate of a client, in lower case. */
  readonly clientCertificateHeader?: string | undefined;
  readonly endpoints: readonly Endpoint[];
  /** By the host (with port) of the Host header, lower-case. The tenant's record, never the header, makes issuer, links and cookies. */
  findTenant(host: string): Awaitable<Tenant | undefined>;
  /** Is this origin registered, character for character, with an application of the tenant? */
  knowsOrigin(tenant: TenantId, origin: string): Awaitable<boolean>;
  renderPage(page: Page): RenderedPage;
  readonly logger: HttpLogger;
  readonly metrics: HttpMetrics;
  readonly tracing: HttpTracing;
  /** What `/health/ready` asks. */
  healthChecks(): Promise<readonly HealthCheck[]>;
  /** Folder whose files are answered under `/assets/`, read once at start. */
  readonly assetsDir: string | undefined;
  /** Addresses or CIDRs of the proxies whose X-Forwarded-For is believed. */
  readonly trustProxy: readonly string[];
  /** Bearer token that reads `/metrics` from anywhere; loopback reads it always. */
  readonly metricsToken: string | undefined;
  /** Called once for each request that reached an endpoint, after its answer was written. */
  finish?(request: Request, reply: Reply, elapsedMs: number): void;
  /** On close, readiness says 503 for so long before the listener closes, so that load balancers notice first (milliseconds; default 0). */
  readonly drainNoticeMs?: number;
  /** Only a test or an operator with a reason sets others than the defaults. */
  readonly limits?: Partial<Limits>;
}
