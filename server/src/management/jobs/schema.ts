import Type, { type Static } from 'typebox';

const id = Type.String({ minLength: 1, maxLength: 128 });
const flag = Type.Union([Type.Literal('true'), Type.Literal('false')]);

/** Auth0: the fields of the form of `POST /jobs/users-imports` beside the file. */
export const importFields = Type.Object({
  connection_id: id, upsert: Type.Optional(flag), external_id: Type.Optional(Type.String({ minLength: 1, maxLength: 500, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })), send_completion_email: Type.Optional(flag),
}, { additionalProperties: false });
/** The fields that came. */
export type ImportFields = Static<typeof importFields>;
/** The form as OpenAPI describes it. */
export const importForm = Type.Object({ users: Type.String({ format: 'binary', description: 'A JSON array of people, or one JSON object per line.' }), ...importFields.properties });

const fieldName = Type.String({ pattern: '^[A-Za-z0-9_-]{1,64}(\\[[0-9]{1,3}\\])?(\\.[^.\\[\\]\\u0000-\\u001f]{1,64}(\\[[0-9]{1,3}\\])?){0,8}$' });
const fields = Type.Array(Type.Object({ name: fieldName, export_as: Type.Optional(Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\u0000-\\u001f\\u007f]*$' })) }, { additionalProperties: false }), { minItems: 1, maxItems: 100 });
const format = Type.Union([Type.Literal('json'), Type.Literal('csv')]);
/** Auth0: the body of `POST /jobs/users-exports`. */
export const exportBody = Type.Object({ connection_id: Type.Optional(id), format: Type.Optional(format), limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000_000_000 })), fields: Type.Optional(fields) }, { additionalProperties: false });

const summary = Type.Object({ failed: Type.Integer(), updated: Type.Integer(), inserted: Type.Integer(), total: Type.Integer() });
/** Auth0: a job as it is answered. */
export const view = Type.Object({
  id, type: Type.String(), status: Type.String(), created_at: Type.String(), connection_id: Type.Optional(id), connection: Type.Optional(Type.String()), external_id: Type.Optional(Type.String()), upsert: Type.Optional(Type.Boolean()),
  send_completion_email: Type.Optional(Type.Boolean()), format: Type.Optional(format), limit: Type.Optional(Type.Integer()), fields: Type.Optional(fields), percentage_done: Type.Optional(Type.Integer()), time_left_seconds: Type.Optional(Type.Integer()),
  summary: Type.Optional(summary), location: Type.Optional(Type.String()), status_details: Type.Optional(Type.String()),
});
const rowError = Type.Object({ code: Type.String(), message: Type.String(), path: Type.String() });
/** Auth0: the rows of an import that were not taken; or the job itself, where it failed as a whole. */
export const errorsView = Type.Union([Type.Array(Type.Object({ user: Type.Record(Type.String(), Type.Unknown()), errors: Type.Array(rowError), row: Type.Integer() })), view]);
