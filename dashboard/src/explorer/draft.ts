import { segment } from '../api/management-api.ts';
import type { ApiOperation } from './operations.ts';
import { exampleOf } from './schema-example.ts';

/** A call as it is written at this moment. */
export interface Draft { readonly values: Readonly<Record<string, string>>; /** JSON; '' for none. */ readonly body: string; readonly file: File | undefined }

/** The member of a form that is the file. */
const fileMember = 'users';

/** What an operation begins with: nothing filled in, and a body that has the form it asks for. */
export function newDraft({ body, takesFile }: ApiOperation): Draft {
  if (body === undefined) return { values: {}, body: '', file: undefined };
  const example = exampleOf(body);
  const shown = takesFile ? Object.fromEntries(Object.entries(example as object).filter(([name]) => name !== fileMember)) : example;
  return { values: {}, body: JSON.stringify(shown, null, 2), file: undefined };
}

const nameIn = (place: 'path' | 'query', name: string) => `${place}.${name}`;
/** Where the value of a parameter is kept: a path and a query may use one name. */
export const keyOf = ({ in: place, name }: ApiOperation['parameters'][number]): string => nameIn(place, name);

const valuesIn = (place: 'path' | 'query', { parameters }: ApiOperation, { values }: Draft): readonly (readonly [name: string, value: string])[] =>
  parameters.filter((one) => one.in === place).map(({ name }) => [name, values[nameIn(place, name)] ?? ''] as const);

/** The address below `/api/v2`. */
export function addressOf(operation: ApiOperation, draft: Draft): string {
  const path = valuesIn('path', operation, draft).reduce((text, [name, value]) => (value === '' ? text : text.replace(`{${name}}`, segment(value))), operation.path);
  const query = new URLSearchParams(valuesIn('query', operation, draft).filter(([, value]) => value !== '').map(([name, value]) => [name, value]));
  return `${path}${query.size === 0 ? '' : `?${query}`}`;
}

/** The body as a value; `undefined` for none. Throws a SyntaxError for what is no JSON. */
export const bodyOf = ({ body }: Draft): unknown => (body.trim() === '' ? undefined : JSON.parse(body));

/** What keeps a call from being sent, in words; `undefined` when nothing does. */
export function findGap(operation: ApiOperation, draft: Draft): string | undefined {
  const empty = operation.parameters.filter((one) => one.required && (draft.values[keyOf(one)] ?? '') === '').map(({ name }) => name);
  if (empty.length > 0) return `Fill in ${empty.join(' and ')}.`;
  if (operation.takesFile && draft.file === undefined) return 'Choose a file.';
  try {
    bodyOf(draft);
    return undefined;
  } catch (error) {
    return `The body is no JSON: ${error instanceof Error ? error.message : ''}.`;
  }
}

/** The body as it is sent, and the media type of it. A form gets its own from the browser. */
export function payloadOf(operation: ApiOperation, draft: Draft): { readonly body?: string | FormData; readonly type?: string } {
  const value = operation.body === undefined ? undefined : bodyOf(draft);
  if (!operation.takesFile) return value === undefined ? {} : { body: JSON.stringify(value), type: 'application/json' };
  const form = new FormData();
  for (const [name, member] of formFields(value)) form.append(name, member);
  if (draft.file !== undefined) form.append(fileMember, draft.file);
  return { body: form };
}

const formFields = (value: unknown): readonly (readonly [string, string])[] => Object.entries((value ?? {}) as Record<string, unknown>).map(([name, member]) => [name, typeof member === 'string' ? member : JSON.stringify(member)] as const);

/** The same for the command line: fields of a form with its file. */
export const formLines = (draft: Draft): readonly string[] => [...formFields(bodyOf(draft)).map(([name, value]) => `${name}=${value}`), `${fileMember}=@${draft.file?.name ?? 'people.json'}`];

/** Values of a place, without the empty ones. */
export const filled = (place: 'path' | 'query', operation: ApiOperation, draft: Draft) => valuesIn(place, operation, draft).filter(([, value]) => value !== '');
