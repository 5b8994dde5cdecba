import Type from 'typebox';
import type { ClientGrant } from '../../protocol/client/resource-server.ts';
import { checkpointPaging, offsetPaging } from '../paging.ts';

const scope = Type.Array(Type.String({ minLength: 1, maxLength: 280 }), { maxItems: 1000, uniqueItems: true, description: 'Scopes of the API.' });
/** Auth0: grants to persons and to organizations do not exist here. */
const fixed = { subject_type: Type.Optional(Type.Literal('client')), organization_usage: Type.Optional(Type.Literal('deny')), allow_any_organization: Type.Optional(Type.Literal(false)) };

/** Auth0: the query of `GET /client-grants`. */
export const listQuery = Type.Object({
  ...offsetPaging, ...checkpointPaging,
  client_id: Type.Optional(Type.String({ maxLength: 300 })), audience: Type.Optional(Type.String({ maxLength: 600 })), subject_type: Type.Optional(Type.Union([Type.Literal('client'), Type.Literal('user')])),
});
/** Auth0: the body of `POST /client-grants`. */
export const createBody = Type.Object({ client_id: Type.String({ minLength: 1, maxLength: 300 }), audience: Type.String({ minLength: 1, maxLength: 600 }), scope: Type.Optional(scope), ...fixed }, { additionalProperties: false });
/** Auth0: the body of `PATCH /client-grants/{id}`; the application and the API never change. */
export const updateBody = Type.Object({ scope: Type.Optional(scope), organization_usage: fixed.organization_usage, allow_any_organization: fixed.allow_any_organization }, { additionalProperties: false });
/** Auth0: a client grant as it is answered. */
export const view = Type.Object({ id: Type.String(), client_id: Type.String(), audience: Type.String(), scope, subject_type: Type.Literal('client') });

/** A client grant in Auth0's names. */
export const viewOf = ({ id, clientId, audience, scope: granted }: ClientGrant) => ({ id, client_id: clientId, audience, scope: granted, subject_type: 'client' });
