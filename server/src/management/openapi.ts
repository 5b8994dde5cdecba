import type { TSchema } from 'typebox';
import type { Tenant } from '../kernel/tenant.ts';
import type { Operation } from './contract.ts';
import { isAuth0Operation } from './match.ts';

/** The OpenAPI 3.1 document of a table of operations, as `/api/v2/openapi.json` answers it. */
export function openApiOf<Tools>(operations: readonly Operation<Tools>[], { issuer }: Tenant): Readonly<Record<string, unknown>> {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const operation of operations) (paths[operation.path] ??= {})[operation.method.toLowerCase()] = describe(operation);
  return {
    openapi: '3.1.0', info: { title: 'Gatehouse Management API', version: '2' }, servers: [{ url: `${issuer}api/v2` }], security: [{ token: [] }], paths,
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } } },
  };
}

function describe<Tools>({ id, method, summary, scopes, status, query, body, output, path, takesFile, mayBeEmpty }: Operation<Tools>): object {
  return {
    operationId: id, summary, tags: [id.split('.')[0]], 'x-scopes': scopes, ...(isAuth0Operation(method, path) ? {} : { 'x-gatehouse': true }),
    parameters: [...[...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({ name, in: 'path', required: true, schema: { type: 'string' } })), ...queryParameters(query)],
    ...(body === undefined ? {} : { requestBody: { required: true, content: { [takesFile === true ? 'multipart/form-data' : 'application/json']: { schema: body } } } }),
    responses: { [status]: { description: summary, ...(output === undefined ? {} : { content: { 'application/json': { schema: withFields(query) ? partly(output) : output } } }) }, ...(mayBeEmpty === true ? { 204: { description: 'There is nothing to tell.' } } : {}), ...refusals },
  };
}

/** `fields` leaves members of a record out, which no schema with required members tells of. */
const withFields = (query: TSchema) => 'fields' in ((query as { readonly properties?: object }).properties ?? {});

interface Nested { readonly required?: unknown; readonly items?: Nested; readonly anyOf?: readonly Nested[]; readonly properties?: Readonly<Record<string, Nested>> }

/** The same with every record allowed to be a part of itself: those of a list, and of a page of one. */
function partly({ required, items, anyOf, properties, ...rest }: Nested): Nested {
  const isPage = properties?.['start'] !== undefined || properties?.['next'] !== undefined;
  return {
    ...rest, ...(isPage && required !== undefined ? { required } : {}), ...(items === undefined ? {} : { items: partly(items) }), ...(anyOf === undefined ? {} : { anyOf: anyOf.map(partly) }),
    ...(properties === undefined ? {} : { properties: isPage ? Object.fromEntries(Object.entries(properties).map(([name, member]) => [name, member.items === undefined ? member : partly(member)])) : properties }),
  };
}

function queryParameters(query: TSchema): readonly object[] {
  const { properties = {}, required = [] } = query as { readonly properties?: Readonly<Record<string, { readonly description?: string }>>; readonly required?: readonly string[] };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({ name, in: 'query', required: required.includes(name), description, schema }));
}

const refusal = (description: string) => ({ description, content: { 'application/json': { schema: { type: 'object', properties: { statusCode: { type: 'integer' }, error: { type: 'string' }, message: { type: 'string' }, errorCode: { type: 'string' } }, required: ['statusCode', 'error', 'message'] } } } });
const refusals = { 400: refusal('What was sent makes no sense.'), 401: refusal('There is no token, or it is not good.'), 403: refusal('The token lacks the scope.'), 404: refusal('There is no such thing.'), 409: refusal('Something is in the way.'), 429: refusal('Too many requests.') };
