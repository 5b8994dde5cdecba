import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

const compiled = new WeakMap<object, ReturnType<typeof Compile>>();

/** What is wrong with a value, each with its place; empty when it is what the schema says. */
export function findProblems(schema: TSchema, value: unknown): readonly string[] {
  const validator = compiled.get(schema) ?? Compile(schema);
  compiled.set(schema, validator);
  if (validator.Check(value)) return [];
  const errors = validator.Errors(value).filter(({ keyword }) => keyword !== 'boolean');
  return errors.slice(0, 10).map(({ instancePath, message, params }) => `${placeOf(instancePath)} ${message}${detailOf(params)}`);
}

const placeOf = (path: string) => (path === '' ? 'The body' : path.slice(1).replaceAll('/', '.'));

/** What was expected, where the message alone does not tell. */
function detailOf(params: object): string {
  const { additionalProperties, allowedValues } = params as { readonly additionalProperties?: unknown; readonly allowedValues?: unknown };
  if (Array.isArray(additionalProperties)) return `: ${additionalProperties.join(', ')}`;
  return Array.isArray(allowedValues) ? `: ${allowedValues.join(', ')}` : '';
}
