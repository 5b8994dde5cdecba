import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';

/** Auth0: one thing that is wrong with a row of an import. */
export interface RowError { readonly code: string; readonly message: string; readonly path: string }

/** Auth0: the codes of what a schema finds. */
const codes: Readonly<Record<string, string>> = {
  type: 'INVALID_TYPE', pattern: 'PATTERN', minLength: 'MIN_LENGTH', maxLength: 'MAX_LENGTH', minimum: 'MINIMUM', maximum: 'MAXIMUM', required: 'OBJECT_MISSING_REQUIRED_PROPERTY', additionalProperties: 'OBJECT_ADDITIONAL_PROPERTIES',
};
/** So many are told of one row. */
const mostErrors = 10;

/** Finds what is wrong with values of one schema. */
export function errorFinder(schema: TSchema): (value: unknown) => readonly RowError[] {
  const validator = Compile(schema);
  return (value) => {
    if (validator.Check(value)) return [];
    return validator.Errors(value).filter(({ keyword }) => keyword in codes).slice(0, mostErrors).map(({ keyword, instancePath, message, params }) => ({
      code: codes[keyword] ?? 'FORMAT', message: `${message}${namesOf(params)}`.slice(0, 300), path: instancePath.slice(1).replaceAll('/', '.').slice(0, 200),
    }));
  };
}

function namesOf(params: object): string {
  const { additionalProperties } = params as { readonly additionalProperties?: unknown };
  return Array.isArray(additionalProperties) ? `: ${additionalProperties.join(', ')}` : '';
}
