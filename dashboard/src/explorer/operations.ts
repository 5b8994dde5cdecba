import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';

/** As much of JSON Schema as the document of the Management API has. */
export interface Schema {
  readonly type?: string; readonly description?: string; readonly properties?: Readonly<Record<string, Schema>>; readonly required?: readonly string[]; readonly items?: Schema; readonly anyOf?: readonly Schema[];
  readonly const?: unknown; readonly enum?: readonly unknown[]; readonly pattern?: string; readonly minimum?: number; readonly default?: unknown;
}
/** A part of the address that is filled in. */
export interface Parameter { readonly name: string; readonly in: 'path' | 'query'; readonly required: boolean; readonly description?: string; readonly schema: Schema }

/** One operation of the Management API. */
export interface ApiOperation {
  /** As in Auth0's SDKs: `clients.create`. */
  readonly id: string; readonly method: string; readonly path: string; readonly summary: string;
  /** What it is about, as in `resourceServers`. */
  readonly entity: string;
  /** Any of them lets in. */
  readonly scopes: readonly string[];
  readonly parameters: readonly Parameter[];
  readonly body: Schema | undefined;
  /** The body is a form with a file. */
  readonly takesFile: boolean;
  /** Auth0 has no such operation, and its SDKs do not know it. */
  readonly ours: boolean;
}

interface Described { readonly operationId: string; readonly summary: string; readonly tags: readonly string[]; readonly parameters: readonly Parameter[]; readonly 'x-scopes': readonly string[]; readonly 'x-gatehouse'?: true; readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } }
interface Document { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> }

/** The operations of an OpenAPI document, in its order. */
const readOperations = ({ paths }: Document): readonly ApiOperation[] => Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, told]) => {
  const content = Object.entries(told.requestBody?.content ?? {})[0];
  return {
    id: told.operationId, method: method.toUpperCase(), path, summary: told.summary, entity: told.tags[0] ?? '', scopes: told['x-scopes'], parameters: told.parameters, body: content?.[1].schema, takesFile: content?.[0] === 'multipart/form-data',
    ours: told['x-gatehouse'] === true,
  };
}));

/** Every operation, from the document of the server that is asked. */
export function useOperations() {
  const api = useApi();
  return useQuery({ queryKey: ['openapi'], queryFn: async () => readOperations(await api.get<Document>('/openapi.json')), staleTime: Infinity });
}

const entities: Readonly<Record<string, string>> = { resourceServers: 'APIs', clients: 'Applications', clientGrants: 'Access of applications', userGrants: 'Consents', tenants: 'Tenant', emails: 'Mail server', emailTemplates: 'Mails', blacklists: 'Ended tokens', prompts: 'Words of pages' };

/** An entity as people call it. */
export const wordsOfEntity = (entity: string): string => entities[entity] ?? entity.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`).replaceAll('_', ' ').replace(/^./, (letter) => letter.toUpperCase());

/** Operations by entity, in the order of the document. */
export function groupByEntity(operations: readonly ApiOperation[]): readonly (readonly [entity: string, operations: readonly ApiOperation[]])[] {
  return [...Map.groupBy(operations, ({ entity }) => entity)];
}

const ofPeople = (scope: string) => scope.includes('current_user');

/** The scopes that let an administrator in; those of people for their own record are told of where there are no others. */
export function neededScopes({ scopes }: ApiOperation): readonly string[] {
  const administrators = scopes.filter((scope) => !ofPeople(scope));
  return administrators.length === 0 ? scopes : administrators;
}

/** Would a token with these scopes be let in? */
export const isAllowed = (operation: ApiOperation, scopes: ReadonlySet<string>): boolean => neededScopes(operation).some((scope) => scopes.has(scope));

/** Does it change anything? */
export const isWrite = ({ method }: ApiOperation): boolean => method !== 'GET';
