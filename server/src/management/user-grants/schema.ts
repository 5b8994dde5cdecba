import Type from 'typebox';
import type { ConsentRecord } from '../../protocol/tokens/issuance.ts';
import { offsetPaging } from '../paging.ts';
import { isoTime } from '../times.ts';

/** Auth0: the query of `GET /grants`. */
export const listQuery = Type.Object({
  ...offsetPaging, user_id: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'Who allowed it.' })), client_id: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'To which application.' })),
  audience: Type.Optional(Type.String({ minLength: 1, maxLength: 600, description: 'At which API.' })),
});
/** Auth0: the query of `DELETE /grants`. */
export const deleteQuery = Type.Object({ user_id: Type.String({ minLength: 1, maxLength: 300, description: 'Whose consents.' }) });
/** Auth0: what a person allowed an application. `given_at` is ours: when the person allowed it, the last time. */
export const view = Type.Object({ id: Type.String(), clientID: Type.String(), user_id: Type.String(), audience: Type.Optional(Type.String()), scope: Type.Array(Type.String()), given_at: Type.String() });

/** A consent has no id of its own: person, application and API are. */
type Named = readonly [userId: string, clientId: string, audience: string];
const prefix = 'grant_';

/** A consent in Auth0's names. */
export const viewOf = ({ userId, clientId, audience, scope, givenAt }: ConsentRecord) => ({
  id: `${prefix}${Buffer.from(JSON.stringify([userId, clientId, audience ?? ''] satisfies Named)).toString('base64url')}`, clientID: clientId, user_id: userId, ...(audience === undefined ? {} : { audience }), scope: [...scope].sort(), given_at: isoTime(givenAt),
});

/** The consent that an id names; `undefined` where it names none. */
export function parseId(id = ''): { readonly userId: string; readonly clientId: string; readonly audience: string } | undefined {
  if (!id.startsWith(prefix)) return undefined;
  const named = parseJson(Buffer.from(id.slice(prefix.length), 'base64url').toString());
  if (!Array.isArray(named) || named.length !== 3 || !named.every((part) => typeof part === 'string' && !part.includes('\0'))) return undefined;
  const [userId, clientId, audience] = named as unknown as Named;
  return { userId, clientId, audience };
}

function parseJson(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}
