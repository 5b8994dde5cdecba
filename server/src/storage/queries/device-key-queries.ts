import type { Database } from '../schema.ts';
import type { Statements } from '../statements/draft.ts';
import { orAny } from './or-any.ts';

const columns = ['id', 'user_id', 'client_id', 'device_id', 'name', 'value', 'created_at'] as const satisfies readonly (keyof Database['device_keys'])[];
interface ById { readonly tenant: string; readonly id: string }

/** The public keys of devices, by person. */
export const deviceKeyQueries = (statement: Statements) => ({
  list: statement<{ tenant: string; userId: string; clientId: string | null; take: number }>()('device_keys_of_user', ({ sql, slot }) => sql<Omit<Database['device_keys'], 'tenant_id'>>`
    select ${sql.join(columns.map((column) => sql.ref(column)))} from device_keys
    where tenant_id = ${slot('tenant')} and user_id = ${slot('userId')} and ${orAny({ sql }, 'client_id', slot('clientId'))} order by created_at desc, id desc limit ${slot('take')}`),
  find: statement<ById>()('find_device_key', ({ db, slot }) => db.selectFrom('device_keys').select(columns).where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
  insert: statement<Database['device_keys']>()('insert_device_key', ({ db, slot }) => db.insertInto('device_keys').values({
    tenant_id: slot('tenant_id'), id: slot('id'), user_id: slot('user_id'), client_id: slot('client_id'), device_id: slot('device_id'), name: slot('name'), value: slot('value'), created_at: slot('created_at'),
  }).onConflict((conflict) => conflict.doNothing())),
  remove: statement<ById>()('remove_device_key', ({ db, slot }) => db.deleteFrom('device_keys').where('tenant_id', '=', slot('tenant')).where('id', '=', slot('id'))),
});
