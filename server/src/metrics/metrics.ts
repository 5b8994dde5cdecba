import { counter, histogram, prometheusText } from './exposition.ts';
import { measureProcess } from './process-measures.ts';

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

/** Measures of their own for every server, with those of the process. `withProcess: false` leaves those out. */
export function createMetrics({ withProcess = true }: { readonly withProcess?: boolean } = {}): Metrics {
  const renderProcess = withProcess ? measureProcess() : () => '';
  const requests = histogram({ name: 'gatehouse_http_request_duration_seconds', help: 'Time from the headers of a request to its written answer.', labelNames: ['method', 'route', 'status'], buckets: requestSeconds });
  const tokens = counter({ name: 'gatehouse_token_requests_total', help: 'Requests to the token endpoint.', labelNames: ['grant_type', 'result', 'error'] });
  const logins = counter({ name: 'gatehouse_logins_total', help: 'Attempts to sign in.', labelNames: ['result', 'reason'] });
  const hashes = histogram({ name: 'gatehouse_password_hash_duration_seconds', help: 'Time to hash or compare one password, waiting included.', buckets: hashSeconds });
  const passwordHash = hashes.member();
  const countToken = remembering((grantType: string, error: string) => tokens.member(grantType, error === '' ? 'success' : 'error', error));
  const countLogin = remembering((reason: string, _none: string) => logins.member(reason === '' ? 'success' : 'failure', reason));

  return {
    requestTimer(method, route) {
      const members = new Map<number, (seconds: number) => void>();
      return (status, seconds) => {
        let member = members.get(status);
        if (member === undefined) { member = requests.member(method, route, String(status)); members.set(status, member); }
        member(seconds);
      };
    },
    tokenRequest: (grantType, error) => countToken(grantType, error ?? '')(),
    login: (reason) => countLogin(reason ?? '', '')(),
    passwordHash,
    render: async () => ({ mediaType: prometheusText, text: [requests, tokens, logins, hashes].map((family) => family.render()).join('') + renderProcess() }),
  };
}

/** Members by their two labels, each resolved once. */
function remembering<Member>(make: (first: string, second: string) => Member): (first: string, second: string) => Member {
  const members = new Map<string, Map<string, Member>>();
  return (first, second) => {
    let row = members.get(first);
    if (row === undefined) { row = new Map(); members.set(first, row); }
    let member = row.get(second);
    if (member === undefined) { member = make(first, second); row.set(second, member); }
    return member;
  };
}
