import Type from 'typebox';
import type { Grant } from '../../protocol/tokens/records.ts';
import { parseKeyId } from '../key-id.ts';
import { isoTime } from '../times.ts';

const prefix = 'mt_';
/** Seconds that such a token lives at most: one day. */
export const longestLife = 86_400;

/** A token as the list tells of it. */
export const view = Type.Object({
  id: Type.String(), name: Type.String(), client_id: Type.String({ description: 'The application that made it, and for which it speaks.' }), scope: Type.Array(Type.String()), created_at: Type.String(), expires_at: Type.String(),
});
/** The answer to its making. */
export const created = Type.Object({ ...view.properties, access_token: Type.String({ description: 'This answer alone has it.' }), token_type: Type.Union([Type.Literal('Bearer'), Type.Literal('DPoP')]), expires_in: Type.Integer() });
/** What is asked for. */
export const body = Type.Object({
  name: Type.String({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000-\\u001f\\u007f]*$', description: 'What it is for, so that it is known in the list.' }),
  scope: Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { minItems: 1, maxItems: 200, uniqueItems: true, description: 'What it may do; the caller must be allowed to do all of it.' }),
  expires_in: Type.Optional(Type.Integer({ minimum: 60, maximum: longestLife, description: 'Its life in seconds; an hour unless said otherwise, a day at most.' })),
}, { additionalProperties: false });

/** The grant that an id names. */
export const parseId = (id = '') => parseKeyId(prefix, id);

/** What is told of a token that was made before. The id can not be used as a token. */
/** A token as the list tells of it. */
export const viewOf = ({ key, device, clientId, scope, createdAt, absoluteExpiresAt }: Grant) => ({
  id: `${prefix}${key}`, name: device ?? '', client_id: clientId, scope, created_at: isoTime(createdAt), expires_at: isoTime(absoluteExpiresAt),
});
