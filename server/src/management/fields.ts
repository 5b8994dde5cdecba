import Type from 'typebox';

/** Auth0: which members the answer shall have, or not have. */
export const fieldsQuery = {
  fields: Type.Optional(Type.String({ maxLength: 2000, description: 'Names of members, separated by commas.' })),
  include_fields: Type.Optional(Type.String({ pattern: '^(true|false)$', description: 'Whether those members are kept (true) or left out (false).' })),
};

/** Keeps or leaves out members of one record. */
export function selectFields(record: Readonly<Record<string, unknown>>, { fields, include_fields: include = 'true' }: { readonly fields?: string; readonly include_fields?: string }): Readonly<Record<string, unknown>> {
  if (fields === undefined || fields === '') return record;
  const named = new Set(fields.split(',').map((name) => name.trim()));
  return Object.fromEntries(Object.entries(record).filter(([name]) => named.has(name) === (include === 'true')));
}
