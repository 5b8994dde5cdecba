import { createManagementClient, randomCredentials } from '../../src/cli/management-api.ts';
import fc, { type Arbitrary } from 'fast-check';
import Schema from 'typebox/schema';
import { call } from '../flows/app.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { allowedBy, nearly, type JsonSchema, type Known } from './arbitraries.ts';
import { anyText } from './hostile.ts';

interface Parameter { readonly name: string; readonly in: 'path' | 'query'; readonly schema: JsonSchema }
interface Content { readonly content?: Readonly<Record<string, { readonly schema: JsonSchema }>> }
interface Described { readonly parameters?: readonly Parameter[]; readonly requestBody?: Content; readonly responses: Readonly<Record<string, Content>> }
interface Document { readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>> }

interface Memory extends Known { ids(template: string): readonly string[]; remember(template: string, text: string): void }

/** One request as it will be sent. */
export interface Shot { readonly method: string; readonly template: string; readonly path: string; readonly type: string | undefined; readonly body: string | undefined }
/** An answer that must not be. */
export interface Finding { readonly shot: Shot; readonly status: number; readonly why: string; readonly answer: string }
/** What a run found, and how the answers were spread. */
export interface FuzzReport { readonly seed: number; readonly requests: number; readonly operations: number; readonly byStatus: Readonly<Record<string, number>>; readonly findings: readonly Finding[] }

/** How much, from which seed, and against which database. */
export interface FuzzOptions { readonly requests: number; readonly seed: number; readonly databaseUrl?: string | undefined; readonly onProgress?: (done: number) => void }

const mostKnown = 400;
const atOnce = 8;

/** Sends requests that are made from the OpenAPI document of the Management API, right, nearly right and wrong, and judges every answer by that document: none is 5xx, none is outside of it. */
export async function fuzzManagement({ requests, seed, databaseUrl, onProgress }: FuzzOptions): Promise<FuzzReport> {
  const house = await startHouse(databaseUrl === undefined ? {} : { databaseUrl });
  try {
    const document = await (await fetch(`${house.origin}/api/v2/openapi.json`)).json() as Document;
    const judge = judgeOf(document);
    const memory = createMemory();
    const shots = shotOf(document, memory);
    const byStatus: Record<string, number> = {};
    const findings: Finding[] = [];
    let token = await newToken(house);
    for (let done = 0; done < requests && findings.length < 20; done += atOnce) {
      const batch = fc.sample(shots, { numRuns: Math.min(atOnce, requests - done), seed: seed + done });
      const answers = await Promise.all(batch.map(async (shot) => ({ shot, ...await send(house.origin, shot, token) })));
      for (const { shot, status, text } of answers) {
        byStatus[status] = (byStatus[status] ?? 0) + 1;
        memory.remember(shot.template, text);
      }
      findings.push(...answers.flatMap((answer) => findingOf(answer, judge)));
      if (answers.some(({ status }) => status === 401)) token = await newToken(house);
      onProgress?.(done + batch.length);
    }
    return { seed, requests, operations: Object.values(document.paths).flatMap((path) => Object.keys(path)).length, byStatus, findings };
  } finally { await house.stop(); }
}

type Judge = (shot: Shot, answer: { readonly status: number; readonly text: string }) => string | undefined;

function findingOf({ shot, status, text }: { readonly shot: Shot; readonly status: number; readonly text: string }, judge: Judge): readonly Finding[] {
  const why = judge(shot, { status, text });
  return why === undefined ? [] : [{ shot, status, why, answer: text.slice(0, 500) }];
}

/** An application with every scope; a new one where a request removed the last one, as requests may. */
async function newToken({ house, origin }: RunningHouse): Promise<string> {
  const made = await createManagementClient(house, randomCredentials());
  if (made === 'taken') throw new Error('The random client id is taken.');
  const app = { id: made.client_id, secret: made.client_secret, redirectUri: '', method: 'client_secret_post' } as const;
  const { body } = await call(origin, '/oauth/token', { app, fields: { grant_type: 'client_credentials', audience: made.audience } });
  return body['access_token'] ?? '';
}

async function send(origin: string, { method, path, type, body }: Shot, token: string): Promise<{ readonly status: number; readonly text: string }> {
  const response = await fetch(`${origin}/api/v2${path}`, { method, redirect: 'manual', headers: { authorization: `Bearer ${token}`, ...(type === undefined ? {} : { 'content-type': type }) }, ...(body === undefined ? {} : { body }) });
  return { status: response.status, text: await response.text() };
}

/** Texts of answers, the newest few hundred: names and addresses that exist; and the ids of each resource by themselves. */
function createMemory(): Memory {
  const [texts, ids] = [new Set<string>(), new Map<string, Set<string>>()];
  const keep = (set: Set<string>, text: string) => {
    set.add(text);
    for (const old of set) { if (set.size <= mostKnown) break; set.delete(old); }
  };
  return {
    texts: () => [...texts],
    ids: (template) => [...ids.get(resourceOf(template)) ?? []],
    remember(template, text) {
      const shown = text.slice(0, 20_000);
      for (const [, found = ''] of shown.matchAll(/"((?:[^"\\]){3,80})"/g)) keep(texts, found);
      const own = ids.get(resourceOf(template)) ?? new Set<string>();
      ids.set(resourceOf(template), own);
      for (const [, found = ''] of shown.matchAll(/"(?:id|user_id|client_id|kid|log_id|key)":"((?:[^"\\]){1,200})"/g)) keep(own, found);
    },
  };
}

const resourceOf = (template: string) => template.split('/')[1] ?? '';

function shotOf({ paths }: Document, known: Memory): Arbitrary<Shot> {
  const operations = Object.entries(paths).flatMap(([template, methods]) => Object.entries(methods).map(([method, described]) => operationShot({ template, method: method.toUpperCase(), described }, known)));
  return fc.oneof(...operations);
}

function operationShot({ template, method, described: { parameters = [], requestBody } }: { readonly template: string; readonly method: string; readonly described: Described }, known: Memory): Arbitrary<Shot> {
  const pick = (of: () => readonly string[]) => fc.nat().map((at) => { const texts = of(); return texts[at % Math.max(1, texts.length)] ?? 'x'; });
  const inPath = fc.array(fc.oneof({ weight: 6, arbitrary: pick(() => known.ids(template)) }, { weight: 1, arbitrary: pick(() => known.texts()) }, { weight: 1, arbitrary: anyText }), { minLength: 4, maxLength: 4 });
  const inQuery = fc.record(Object.fromEntries(parameters.filter((one) => one.in === 'query').map(({ name, schema }) => [name, fc.oneof({ weight: 9, arbitrary: allowedBy(schema, known).map(String) }, { weight: 1, arbitrary: anyText })])), { requiredKeys: [] });
  const schema = requestBody?.content?.['application/json']?.schema;
  const json = schema === undefined ? fc.constant(undefined) : fc.oneof({ weight: 8, arbitrary: allowedBy(schema, known) }, { weight: 2, arbitrary: nearly(schema, known) }).map((value) => JSON.stringify(value) as string | undefined);
  const body = fc.oneof({ weight: 20, arbitrary: json }, { weight: 1, arbitrary: fc.constantFrom('', '{', '[1,', 'null', '"x"', '{"a":1}{', '\u0000') });
  const other = Object.keys(requestBody?.content ?? {}).find((type) => type !== 'application/json');
  return fc.record({ inPath, inQuery, body, type: fc.oneof({ weight: 20, arbitrary: fc.constant(other ?? 'application/json') }, { weight: 1, arbitrary: fc.constantFrom('text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', 'multipart/form-data') }) }).map(({ inPath: values, inQuery: query, body: text, type }) => {
    let at = 0;
    const path = template.replace(/\{\w+\}/g, () => encodeURIComponent((values[at++] ?? 'x').toWellFormed()) || 'x');
    const search = new URLSearchParams(Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)).toString();
    const hasBody = method !== 'GET' && text !== undefined;
    return { method, template, path: search === '' ? path : `${path}?${search}`, type: hasBody ? type : undefined, body: hasBody ? text : undefined };
  });
}

/** Why an answer is not one that the document tells of; `undefined`: it is. */
function judgeOf({ paths }: Document): Judge {
  const validators = new Map<object, ReturnType<typeof Schema.Compile>>();
  const outside = (schema: JsonSchema, value: unknown): string | undefined => {
    const validator = validators.get(schema) ?? Schema.Compile(schema);
    validators.set(schema, validator);
    if (validator.Check(value)) return undefined;
    const [, errors] = validator.Errors(value);
    return JSON.stringify(errors.slice(0, 3));
  };
  return ({ template, method }, { status, text }) => {
    if (status >= 500) return 'a failure of the server';
    const described = paths[template]?.[method.toLowerCase()]?.responses[String(status)];
    if (described === undefined) return beforeOperation.has(status) ? undefined : `the document has no answer ${status}`;
    const schema = described.content?.['application/json']?.schema;
    if (schema === undefined) return text === '' || described.content !== undefined ? undefined : 'a body where the document has none';
    return outside(schema, parsed(text));
  };
}

/** What never reaches the operation is the adapter's to refuse. */
const beforeOperation: ReadonlySet<number> = new Set([413, 414, 415, 431]);

function parsed(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}
