import Type, { type Static } from 'typebox';
import type { Rule } from '../../protocol/ports/rule-store.ts';
import { fieldsQuery } from '../fields.ts';
import { offsetPaging } from '../paging.ts';

const writable = {
  name: Type.String({ maxLength: 255, pattern: '^[A-Za-z0-9]([A-Za-z0-9 -]*[A-Za-z0-9])?$', description: 'Letters, digits, spaces and hyphens; its own within the tenant.' }),
  script: Type.String({ minLength: 1, maxLength: 100_000, description: 'The source of one function of (user, context, callback).' }),
  order: Type.Integer({ minimum: 0, maximum: 1_000_000, description: 'Rules run in this order.' }),
  enabled: Type.Boolean({ description: 'Needs the flag enable_rules of the tenant.' }),
};
const stage = Type.Literal('login_success');

/** Auth0: the body of `POST /rules`. */
export const createBody = Type.Object({ name: writable.name, script: writable.script, order: Type.Optional(writable.order), enabled: Type.Optional(writable.enabled), stage: Type.Optional(stage) }, { additionalProperties: false });
/** Auth0: the body of `PATCH /rules/{id}`. */
export const updateBody = Type.Object({ ...Type.Partial(Type.Object(writable)).properties }, { additionalProperties: false });
/** What is changed of a rule. */
export type UpdateBody = Static<typeof updateBody>;
/** Auth0: the query of `GET /rules`. */
export const listQuery = Type.Object({ ...offsetPaging, ...fieldsQuery, enabled: Type.Optional(Type.String({ pattern: '^(true|false)$', description: 'Those alone that are enabled, or are not.' })) });
/** Auth0: the query of `GET /rules/{id}`. */
export const getQuery = Type.Object({ ...fieldsQuery });
/** Auth0: a rule as it is answered. */
export const view = Type.Partial(Type.Object({ id: Type.String(), ...writable, stage }));

/** A rule in Auth0's names. */
export const viewOf = ({ id, name, script, order, enabled, stage: at }: Rule) => ({ id, name, script, order, enabled, stage: at });
