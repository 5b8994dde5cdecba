import Type from 'typebox';
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
/** Auth0: a device credential. */
export const view = Type.Object({ id: Type.String(), device_name: Type.String(), type: types, user_id: Type.String(), client_id: Type.String() });

const prefix = 'dcr_';
/** The grant that an id names. */
export const parseId = (id = '') => parseKeyId(prefix, id);

/** A grant with offline access as a device. The id can not be used as a token. */
export const viewOf = (grant: Grant, client: Client | undefined) => ({
  id: `${prefix}${grant.key}`, device_name: grant.device ?? '', type: client !== undefined && rulesOf(client).rotatesRefreshTokens ? 'rotating_refresh_token' : 'refresh_token', user_id: grant.userId ?? '', client_id: grant.clientId,
});

/** Does a credential answer to the type that was asked for? */
export const isOfType = (type: string, wanted: string | undefined) => wanted === undefined || wanted === type || (wanted === 'refresh_token' && type === 'rotating_refresh_token');
