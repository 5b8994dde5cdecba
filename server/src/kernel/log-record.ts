import type { TokenKey } from './opaque-token.ts';

/** One line of the log, ready to store. */
export interface LogRecord {
  readonly key: TokenKey;
  /** A name of the catalogue in `log-events.ts`, for example `token.exchange`, or of an operation, such as `management.clients.create`. */
  readonly event: string;
  /** Of `log-type.ts`: what Auth0 calls it. */
  readonly type: string;
  readonly result: 'allowed' | 'refused';
  readonly reason: string | undefined;
  readonly clientId: string | undefined;
  readonly userId: string | undefined;
  /** Where the person signed in. */
  readonly connection: string | undefined;
  readonly address: string;
  /** The decision record as JSON. */
  readonly detail: string;
}
