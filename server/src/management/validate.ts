import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

const compiled = new WeakMap<object, ReturnType<typeof Compile>>();

/** What is wrong with a value, each with its place; empty when it is what the schema says. */
export function findProblems(schema: TSchema, value: unknown): readonly string[] {
  const validator = compiled.get(schema) ?? Compile(schema);
  compiled.set(schema, validator);
  if (validator.Check(value)) return [];
  const errors = validator.Errors(value).filter(({ keyword }) => keyword !== 'boolean');
  return errors.slice(0, 10).map(({ instancePath, message, params, schemaPath }) => `${placeOf(instancePath)} ${fixedOf(params) ?? message}${detailOf(params)}${whyOf(schema, schemaPath)}`);
}

/** The one value that a member may have. */
function fixedOf(params: object): string | undefined {
  return 'allowedValue' in params ? `must be ${JSON.stringify(params.allowedValue)}` : undefined;
}

/** What the schema says of the member that is wrong. */
function whyOf(schema: TSchema, schemaPath: string): string {
  let at: unknown = schema;
  for (const step of schemaPath.split('/').slice(1)) at = typeof at === 'object' && at !== null ? (at as Readonly<Record<string, unknown>>)[step] : undefined;
  const why = typeof at === 'object' && at !== null && 'const' in at && 'description' in at ? at.description : undefined;
  return typeof why === 'string' ? ` (${why})` : '';
}

const placeOf = (path: string) => (path === '' ? 'The body' : path.slice(1).replaceAll('/', '.'));

/** What was expected, where the message alone does not tell. */
function detailOf(params: object): string {
  const { additionalProperties, allowedValues } = params as { readonly additionalProperties?: unknown; readonly allowedValues?: unknown };
  if (Array.isArray(additionalProperties)) return `: ${additionalProperties.join(', ')}`;
  return Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
}
