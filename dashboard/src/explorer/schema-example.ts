import type { Schema } from './operations.ts';

const samples: Readonly<Record<string, unknown>> = { email: 'jane@example.com', connection: 'Username-Password-Authentication', name: 'Example', identifier: 'https://api.example', audience: 'https://api.example', password: 'a long passphrase of somebody', script: 'function (user, context, callback) { callback(null, user, context); }', permission_name: 'read:things', resource_server_identifier: 'https://api.example' };

/** Required members, with the usual ones beside them. Where none is required something is changed: the first alone, so that nothing is changed by a sample that nobody looked at. */
function membersOf({ properties = {}, required = [] }: Schema): readonly string[] {
  const names = Object.keys(properties);
  return required.length === 0 ? names.slice(0, 1) : names.filter((name) => required.includes(name) || samples[name] !== undefined);
}

type Maker = (schema: Schema, name: string) => unknown;

const makers: Readonly<Record<string, Maker>> = {
  array: ({ items = {} }, name) => [exampleOf(items, name.replace(/s$/, ''))],
  object: (schema) => Object.fromEntries(membersOf(schema).map((member) => [member, exampleOf(schema.properties?.[member] ?? {}, member)])),
  integer: ({ minimum = 1 }) => minimum, number: ({ minimum = 1 }) => minimum, boolean: () => true, null: () => null,
};

/** A value that fits a schema as far as its form says; the words in it are samples. */
export function exampleOf(schema: Schema, name = ''): unknown {
  const said = schema.const ?? schema.default ?? schema.enum?.[0];
  if (said !== undefined) return said;
  if (schema.anyOf !== undefined) return exampleOf(schema.anyOf.find(({ type }) => type !== 'null') ?? {}, name);
  return makers[schema.type ?? 'string']?.(schema, name) ?? samples[name] ?? 'text';
}

/** A member of a body, in words. */
export interface Member { readonly name: string; readonly form: string; readonly required: boolean; readonly description: string | undefined }

/** The form of a value, as in “text”, “a or b”, “list of text”. */
function formOf(schema: Schema): string {
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum !== undefined) return schema.enum.map((one) => JSON.stringify(one)).join(' or ');
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(formOf))].join(' or ');
  if (schema.type === 'array') return `list of ${formOf(schema.items ?? {})}`;
  return schema.type === 'string' ? 'text' : schema.type ?? 'anything';
}

/** Everything that a body may have. */
export const membersOfBody = ({ properties = {}, required = [] }: Schema): readonly Member[] =>
  Object.entries(properties).map(([name, schema]) => ({ name, form: formOf(schema), required: required.includes(name), description: schema.description }));

/** The words that a parameter may have; none where it is open. */
export function choicesOf({ anyOf, pattern }: Schema): readonly string[] {
  if (pattern === '^(true|false)$') return ['true', 'false'];
  return (anyOf ?? []).flatMap((one) => (typeof one.const === 'string' ? [one.const] : []));
}
