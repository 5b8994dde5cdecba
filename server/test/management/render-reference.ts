import type { Operation } from '../../src/management/contract.ts';
import type { ManagementTools } from '../../src/management/tools.ts';

/** JSON Schema, as far as the operations use it. */
interface Schema {
  readonly type?: string; readonly const?: unknown; readonly anyOf?: readonly Schema[]; readonly not?: unknown; readonly description?: string; readonly pattern?: string;
  readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly patternProperties?: object;
  readonly minimum?: number; readonly maximum?: number; readonly minLength?: number; readonly maxLength?: number; readonly minItems?: number; readonly maxItems?: number;
}
type Described = Operation<ManagementTools>;

/** The page `docs/reference/management-api.md`. */
export function renderReference(operations: readonly Described[]): string {
  const resources = [...new Set(operations.map(resourceOf))].sort();
  return `# Management API

Made from the operations in \`server/src/management\` by \`node scripts/management-reference.mjs --write\`; a test fails when this page is out of date. The same as OpenAPI 3.1: \`/api/v2/openapi.json\` of every tenant.

${String(operations.length)} operations, below \`/api/v2\` of the issuer, in the words of Auth0's Management API v2. A token comes from \`/oauth/token\` with the grant type \`client_credentials\` and the audience \`<issuer>api/v2/\`; any of the scopes of an operation lets in.
The scopes of \`current_user\` are for the token of a person, and reach the own record alone. Any other operation that Auth0 has is answered with 403 \`insufficient_scope\`.
A list is paged by \`page\` and \`per_page\` (with \`include_totals=true\` it stands in an object with \`start\`, \`limit\` and \`total\`), or by \`from\` and \`take\`, where the answer says \`next\`. \`fields\` names members, separated by commas; \`include_fields=false\` leaves them out.
An error is \`{ statusCode, error, message, errorCode }\`. Each write leaves one line in the log, in the same commit.

${resources.map((resource) => `- [${resource}](#${resource.toLowerCase()})`).join('\n')}
${resources.map((resource) => renderResource(resource, operations.filter((operation) => resourceOf(operation) === resource))).join('')}`;
}

const resourceOf = ({ path }: Described) => path.split('/')[1] ?? '';

const renderResource = (resource: string, operations: readonly Described[]) => `
## ${resource}
${operations.map(renderOperation).join('')}`;

function renderOperation({ id, method, path, scopes, status, summary, query, body, output }: Described): string {
  const answer = output === undefined ? 'no body' : namesOf(output as Schema).map((name) => `\`${name}\``).join(', ');
  const parameters = membersOf(query);
  return `
### ${method} ${path}
\`${id}\`: ${summary} Scopes: ${scopes.map((scope) => `\`${scope}\``).join(', ')}. Answers ${String(status)}: ${answer === '' ? 'a value' : answer}.
${table('query', parameters)}${table('body', body === undefined ? [] : rowsOf(body, ''))}`;
}

interface Row { readonly name: string; readonly required: boolean; readonly schema: Schema }

const table = (title: string, rows: readonly Row[]) => (rows.length === 0 ? '' : `
| ${title} | type | |
|---|---|---|
${rows.map(({ name, required, schema }) => `| \`${name}\`${required ? ' (required)' : ''} | ${cell(typeOf(schema))} | ${cell(wordsOf(schema)).replaceAll('<', '&lt;')} |`).join('\n')}
`);
const cell = (text: string) => text.replaceAll('|', '\\|');

const membersOf = ({ properties = {}, required = [] }: Schema): readonly Row[] => Object.entries(properties).map(([name, schema]) => ({ name, required: required.includes(name), schema }));

/** The members, and those of the objects in them. */
function rowsOf(schema: Schema, prefix: string): readonly Row[] {
  return membersOf(innerOf(schema)).flatMap((row) => {
    const name = `${prefix}${row.name}`;
    return [{ ...row, name }, ...rowsOf(row.schema, row.schema.type === 'array' || row.schema.anyOf?.some(({ type }) => type === 'array') === true ? `${name}[].` : `${name}.`)];
  });
}

/** The object that a schema is about: of a list its items, of several ways all of them. */
function innerOf(schema: Schema): Schema {
  if (schema.items !== undefined) return innerOf(schema.items);
  if (schema.anyOf === undefined) return schema;
  const ways = schema.anyOf.map(innerOf).filter(({ properties }) => properties !== undefined);
  return { properties: Object.assign({}, ...ways.map(({ properties }) => properties)) as Readonly<Record<string, Schema>>, required: ways.length === 1 ? ways[0]?.required ?? [] : [] };
}

const namesOf = (output: Schema) => Object.keys(innerOf(output.anyOf?.find(({ type }) => type === 'array') ?? output).properties ?? {});

function typeOf(schema: Schema): string {
  if ('const' in schema) return `\`${JSON.stringify(schema.const)}\``;
  if (schema.anyOf !== undefined) return [...new Set(schema.anyOf.map(typeOf))].join(', ');
  if (schema.type === 'array') return schema.items?.not === undefined ? `list of ${typeOf(schema.items ?? {})}` : 'empty list';
  return `${schema.type ?? 'any value'}${rangeOf(schema)}`;
}

function rangeOf({ minimum, maximum, maxLength, pattern }: Schema): string {
  if (minimum !== undefined && maximum !== undefined) return ` from ${String(minimum)} to ${String(maximum)}`;
  if (pattern !== undefined && pattern !== '^.*$') return ` like \`${pattern}\``;
  return maxLength === undefined ? '' : `, at most ${String(maxLength)} characters`;
}

/** What is said of a member itself, or of the ways that it may be written. */
const wordsOf = (schema: Schema): string => schema.description ?? [...new Set((schema.anyOf ?? []).map(wordsOf).concat(schema.items === undefined ? [] : wordsOf(schema.items)).filter((words) => words !== ''))].join(' ');
