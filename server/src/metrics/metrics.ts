import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** Counts and times of the server, for Prometheus. No label ever holds what a client or a person chose freely. */
export interface Metrics {
  /** A recorder for one method of one route; its labels are resolved once for each status. Seconds. */
  requestTimer(method: string, route: string): (status: number, seconds: number) => void;
  /** @param error the OAuth error code of a refusal; `undefined` for a success */
  tokenRequest(grantType: string, error: string | undefined): void;
  /** @param reason the reason code of a refusal; `undefined` for a success */
  login(reason: string | undefined): void;
  /** One password hashed or compared, waiting included. Seconds. */
  passwordHash(seconds: number): void;
  render(): Promise<{ readonly mediaType: string; readonly text: string }>;
}

/** From experience of HTTP services: 5 ms to 10 s, as the OpenTelemetry conventions advise. */
const requestSeconds = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const hashSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** A registry of its own, with the measures of the process. `withProcess: false` leaves those out. */
export function createMetrics({ withProcess = true }: { readonly withProcess?: boolean } = {}): Metrics {
  const registry = new Registry();
  const registers = [registry];
  if (withProcess) collectDefaultMetrics({ register: registry });
  const requests = new Histogram({ name: 'gatehouse_http_request_duration_seconds', help: 'Time from the headers of a request to its written answer.', labelNames: ['method', 'route', 'status'], buckets: requestSeconds, registers });
  const tokens = new Counter({ name: 'gatehouse_token_requests_total', help: 'Requests to the token endpoint.', labelNames: ['grant_type', 'result', 'error'], registers });
  const logins = new Counter({ name: 'gatehouse_logins_total', help: 'Attempts to sign in.', labelNames: ['result', 'reason'], registers });
  const hashes = new Histogram({ name: 'gatehouse_password_hash_duration_seconds', help: 'Time to hash or compare one password, waiting included.', buckets: hashSeconds, registers });
  const tokenChildren = remembering((grantType: string, error: string) => tokens.labels(grantType, error === '' ? 'success' : 'error', error));
  const loginChildren = remembering((reason: string, _none: string) => logins.labels(reason === '' ? 'success' : 'failure', reason));

  return {
    requestTimer(method, route) {
      const children = new Map<number, Histogram.Internal<'method' | 'route' | 'status'>>();
      return (status, seconds) => {
        let child = children.get(status);
        if (child === undefined) { child = requests.labels(method, route, String(status)); children.set(status, child); }
        child.observe(seconds);
      };
    },
    tokenRequest: (grantType, error) => tokenChildren(grantType, error ?? '').inc(),
    login: (reason) => loginChildren(reason ?? '', '').inc(),
    passwordHash: (seconds) => hashes.observe(seconds),
    render: async () => ({ mediaType: registry.contentType, text: await registry.metrics() }),
  };
}

/** Children by their two labels, each resolved once. */
function remembering<Child>(make: (first: string, second: string) => Child): (first: string, second: string) => Child {
  const children = new Map<string, Map<string, Child>>();
  return (first, second) => {
    let row = children.get(first);
    if (row === undefined) { row = new Map(); children.set(first, row); }
    let child = row.get(second);
    if (child === undefined) { child = make(first, second); row.set(second, child); }
    return child;
  };
}
