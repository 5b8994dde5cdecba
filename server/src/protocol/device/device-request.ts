import type { Seconds } from '../../kernel/time.ts';
import type { AskedAccess } from '../waiting/asked-access.ts';
import type { Polled } from '../waiting/polled.ts';

/** RFC 8628 §3.2 `expires_in`. */
export const deviceCodeTtl: Seconds = 600;
/** RFC 8628 §3.2 `interval`. */
export const devicePollInterval: Seconds = 5;

/** A device that waits for its person (RFC 8628 §3.1), as it is kept under the key of its device code. */
export interface DeviceRequest extends Polled, AskedAccess {
  /** Where and with what the device asked: the person is told, to know their own device again (RFC 8628 §5.4). */
  readonly address: string;
  readonly createdAt: Seconds;
  /** The hash of the browser in which the user code was typed first; no other may go on with it. */
  readonly browser?: string;
}

/** What a user code leads to. */
export interface UserCodeRecord { readonly device: string }
