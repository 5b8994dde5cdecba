import Type from 'typebox';
import type { DeviceKey } from '../../identity/ports/device-key-store.ts';
import { newId } from '../../kernel/ids.ts';
import type { Client } from '../../protocol/client/client.ts';
import { rulesOf } from '../../protocol/client/profiles.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import { fieldsQuery } from '../fields.ts';
import { parseKeyId } from '../key-id.ts';
import { offsetPaging } from '../paging.ts';

const types = Type.Union([Type.Literal('public_key'), Type.Literal('refresh_token'), Type.Literal('rotating_refresh_token')]);

/** Auth0: the query of `GET /device-credentials`. `refresh_token` names both kinds, as it did before tokens rotated. */
export const listQuery = Type.Object({
  ...offsetPaging, ...fieldsQuery, user_id: Type.String({ minLength: 1, maxLength: 300, description: 'Whose devices.' }), client_id: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'At which application.' })), type: Type.Optional(types),
});
/** Auth0: the body of `POST /device-credentials`. */
export const createBody = Type.Object({
  device_name: Type.String({ minLength: 1, maxLength: 200, description: 'For people.' }), type: Type.Literal('public_key'), device_id: Type.String({ minLength: 1, maxLength: 200, description: 'What the platform calls the device; a person has one key of it at an application.' }),
  value: Type.String({ minLength: 1, maxLength: 20_000, pattern: '^[A-Za-z0-9+/_-]+={0,2}$', description: 'The public key in base64. It is kept as it came, and not answered.' }), client_id: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'The application whose token it is; no other.' })),
}, { additionalProperties: false });
/** Auth0: a device credential. */
export const view = Type.Object({ id: Type.String(), device_name: Type.String(), device_id: Type.Optional(Type.String()), type: types, user_id: Type.String(), client_id: Type.String() });

const prefix = 'dcr_';
/** The grant that an id names. */
export const parseId = (id = '') => parseKeyId(prefix, id);

/** A grant with offline access as a device. The id can not be used as a token. */
export const viewOf = (grant: Grant, client: Client | undefined) => ({
  id: `${prefix}${grant.key}`, device_name: grant.device ?? '', type: client !== undefined && rulesOf(client).rotatesRefreshTokens ? 'rotating_refresh_token' : 'refresh_token', user_id: grant.userId ?? '', client_id: grant.clientId,
});

/** A new id of a public key; no grant has one like it. */
export const newKeyId = () => newId('dcr');
/** A registered key as a device. */
export const keyView = ({ id, name, deviceId, userId, clientId }: DeviceKey) => ({ id, device_name: name, device_id: deviceId, type: 'public_key', user_id: userId, client_id: clientId });

/** Does a credential answer to the type that was asked for? */
export const isOfType = (type: string, wanted: string | undefined) => wanted === undefined || wanted === type || (wanted === 'refresh_token' && type === 'rotating_refresh_token');
