import type { TokenKey } from './opaque-token.ts';

/** One line of the log, ready to store. */
export interface LogRecord {
  readonly key: TokenKey;
  /** A name of the catalogue in `log/events.ts`, for example `token.exchange`. */
  readonly event: string;
  readonly result: 'allowed' | 'refused';
  readonly reason: string | undefined;
  readonly clientId: string | undefined;
  readonly userId: string | undefined;
  readonly address: string;
  /** The decision record as JSON. */
  readonly detail: string;
}
