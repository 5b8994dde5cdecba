import type { DeviceKey, DeviceKeyStore } from '../../identity/ports/device-key-store.ts';
import type { LogRecord } from '../../kernel/log-record.ts';
import type { Database } from '../schema.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';

/** The public keys of people's devices. */
export const deviceKeyStore = ({ driver, queries: { deviceKeys: queries } }: StoreTools): DeviceKeyStore => ({
  async list(tenant, { userId, clientId, take }) { return (await driver.read(queries.list({ tenant, userId, clientId: clientId ?? null, take }))).map(keyOf); },
  async find(tenant, id) {
    const [row] = await driver.read(queries.find({ tenant, id }));
    return row === undefined ? undefined : keyOf(row);
  },
  async insert(tenant, { id, userId, clientId, deviceId, name, value, createdAt }, log) {
    const guard = queries.insert({ tenant_id: tenant, id, user_id: userId, client_id: clientId, device_id: deviceId, name, value, created_at: createdAt });
    const { won } = await driver.write({ guard, rows: lines(tenant, log) });
    return won ? 'inserted' : 'taken';
  },
  async remove(tenant, id, log) {
    const { won } = await driver.write({ guard: queries.remove({ tenant, id }), rows: lines(tenant, log) });
    return won ? 'removed' : 'unknown';
  },
});

const lines = (tenant: string, log: LogRecord | undefined) => (log === undefined ? [] : [logRow(tenant, log)]);

const keyOf = ({ id, user_id: userId, client_id: clientId, device_id: deviceId, name, value, created_at: createdAt }: Omit<Database['device_keys'], 'tenant_id'>): DeviceKey => ({ id, userId, clientId, deviceId, name, value, createdAt });
