/** What came back. `body` is text, cut at the limit is a failure, not a short body. Header names are in lower case. */
export interface OutboundAnswer { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }

/** Why nothing came back; the word is stable, the detail for the log. The detail never tells an open port from a closed one to the outside. */
export interface OutboundFailure {
  /** `address_refused` is also said of a name that leads nowhere: who asks from outside must not learn which names exist inside. */
  readonly failure: 'url_refused' | 'address_refused' | 'unreachable' | 'timeout' | 'too_large' | 'redirected' | 'tls' | 'body_malformed';
  readonly detail: string;
}

/** One request. A redirect is never followed, and `body` of the answer is never longer than `maxBytes`. */
export interface OutboundRequest {
  readonly url: string;
  /** GET where nothing is said. */
  readonly method?: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** 65,536 where nothing is said. */
  readonly maxBytes?: number;
  /** For everything together, waiting for a place included: 5,000 where nothing is said. */
  readonly timeoutMs?: number;
}

/** The one way out: every request that the server makes to another machine. Foreseen failures are values; nothing is thrown for what the other side does. */
export interface Outbound { send(request: OutboundRequest): Promise<OutboundAnswer | OutboundFailure> }

/** Did nothing come back? */
export const isOutboundFailure = (x: object): x is OutboundFailure => 'failure' in x;

/**
 * What can be said of a host by its spelling alone. `named`: the operator's allow-list names it; `refused`: it is an address that nobody may ask for,
 * or a name that always means this machine; `open`: what it resolves to will decide.
 */
export type HostStanding = 'named' | 'refused' | 'open';

/** The operator's allow-list and the addresses that are never asked, for who judges a URL before any request is made. */
export interface OutboundPolicy {
  /** @param hostname as `URL.hostname` spells it */
  standingOf(hostname: string, port: number): HostStanding;
}

/** Where a host is found that is asked in another protocol than HTTP (mail): whoever connects goes to these addresses and nowhere else. */
export interface OutboundHosts {
  /** All its addresses, each public or on the operator's list. `trusted`: the operator named the host, so it may stand anywhere. @param host without brackets */
  find(target: { readonly host: string; readonly port: number; readonly trusted: boolean }): Promise<{ readonly addresses: readonly string[] } | OutboundFailure>;
  /** The operator's list names this host: it may be asked without TLS. */
  mayBePlain(host: string, port: number): boolean;
  /** PEM texts of the authorities that are believed. Reading them takes a moment. */
  authorities(): readonly string[];
}
