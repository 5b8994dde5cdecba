import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** Auth0: a device credential of the type `public_key`. */
export interface DeviceKey {
  readonly id: string;
  readonly userId: string;
  readonly clientId: string;
  /** What the platform calls the device. */
  readonly deviceId: string;
  /** For people. */
  readonly name: string;
  /** Base64, as it came. */
  readonly value: string;
  readonly createdAt: Seconds;
}

/** The public keys of people's devices. They go with the person and with the application. Every write is durable when it resolves; `log` is stored with it, or not at all. */
export interface DeviceKeyStore {
  /** Newest first, at most `take`. */
  list(tenant: TenantId, filter: { readonly userId: string; readonly clientId?: string | undefined; readonly take: number }): Promise<readonly DeviceKey[]>;
  find(tenant: TenantId, id: string): Promise<DeviceKey | undefined>;
  /** `taken`: the person has a key of this device at this application. */
  insert(tenant: TenantId, key: DeviceKey, log?: LogRecord): Promise<'inserted' | 'taken'>;
  remove(tenant: TenantId, id: string, log?: LogRecord): Promise<'removed' | 'unknown'>;
}
