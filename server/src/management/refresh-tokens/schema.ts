import Type from 'typebox';
import type { Client } from '../../protocol/client/client.ts';
import { rulesOf } from '../../protocol/client/profiles.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import { parseKeyId } from '../key-id.ts';
import { isoTime } from '../times.ts';
import { words } from '../words.ts';

/** Auth0: a refresh token, which here is the family that came from one authorization at one device. What the server does not know is left out. */
export const view = Type.Object({
  id: Type.String(), user_id: Type.Optional(Type.String()), created_at: Type.String(), expires_at: Type.String(), client_id: Type.String(), session_id: Type.Union([Type.String(), Type.Null()]), rotating: Type.Boolean(),
  resource_servers: Type.Array(Type.Object({ audience: Type.Optional(Type.String()), scopes: Type.String() })), refresh_token_metadata: Type.Optional(Type.Record(Type.String(), Type.String())),
});

/** Auth0: the body of `PATCH /refresh-tokens/{id}`. */
export const updateBody = Type.Object({ refresh_token_metadata: words }, { additionalProperties: false });

const prefix = 'rt_';
/** The grant that an id names. */
export const parseId = (id = '') => parseKeyId(prefix, id);

/** A grant with offline access in Auth0's names. The id can not be used as a token. `client` is `undefined` when the application is gone. */
export const viewOf = (grant: Grant, client: Client | undefined) => ({
  id: `${prefix}${grant.key}`, ...(grant.userId === undefined ? {} : { user_id: grant.userId }), created_at: isoTime(grant.createdAt), expires_at: isoTime(grant.absoluteExpiresAt), client_id: grant.clientId,
  session_id: grant.sessionKey ?? null, rotating: client !== undefined && rulesOf(client).rotatesRefreshTokens,
  resource_servers: [{ ...(grant.audience === undefined ? {} : { audience: grant.audience }), scopes: grant.scope.join(' ') }], ...(grant.detail?.metadata === undefined ? {} : { refresh_token_metadata: grant.detail.metadata }),
});
