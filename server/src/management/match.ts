import type { ManagementMethod, Operation } from './contract.ts';
import { auth0Operations } from './auth0-operations.ts';

/** An operation that an address names, with the segments that stand in braces, decoded. */
export interface Matched<T> { readonly operation: T; readonly path: Readonly<Record<string, string>> }

interface Pattern { readonly method: string; readonly segments: readonly string[] }

const patternOf = (method: string, path: string): Pattern => ({ method, segments: path.split('/').slice(1) });
const known: readonly Pattern[] = auth0Operations.map((line) => {
  const [method = '', path = ''] = line.split(' ');
  return patternOf(method, path);
});

/** A table that finds operations by method and path. Fixed segments win over those in braces. */
export function matcher<Tools>(operations: readonly Operation<Tools>[]): (method: string, path: string) => Matched<Operation<Tools>> | 'other_method' | undefined {
  const table = operations.map((operation) => ({ operation, pattern: patternOf(operation.method, operation.path) }))
    .sort((a, b) => bracesOf(a.pattern) - bracesOf(b.pattern));
  return (method, path) => {
    const segments = path.split('/').slice(1);
    const here = table.flatMap(({ operation, pattern }) => {
      const found = match(pattern, segments);
      return found === undefined ? [] : [{ operation, path: found }];
    });
    const right = here.find(({ operation }) => operation.method === method as ManagementMethod);
    if (right !== undefined && isOfAnother(patternOf(method, right.operation.path), segments)) return undefined;
    return right ?? (here.length > 0 ? 'other_method' : undefined);
  };
}

/** Auth0: a fixed address such as `/resource-servers/search` is an operation of its own, and never the id of one that is asked for. */
const isOfAnother = (right: Pattern, segments: readonly string[]) => known.some((pattern) => pattern.method === right.method && bracesOf(pattern) < bracesOf(right) && match(pattern, segments) !== undefined);

const bracesOf = ({ segments }: Pattern) => segments.filter((segment) => segment.startsWith('{')).length;

/** Is it an operation that Auth0 has? */
export function isAuth0Operation(method: string, path: string): boolean {
  const segments = path.split('/').slice(1);
  return known.some((pattern) => pattern.method === method && match(pattern, segments) !== undefined);
}

function match({ segments: pattern }: Pattern, segments: readonly string[]): Readonly<Record<string, string>> | undefined {
  if (pattern.length !== segments.length) return undefined;
  const found: Record<string, string> = {};
  for (const [index, expected] of pattern.entries()) {
    const segment = decode(segments[index] ?? '');
    if (segment === undefined || segment === '') return undefined;
    if (expected.startsWith('{')) found[expected.slice(1, -1)] = segment;
    else if (expected !== segment) return undefined;
  }
  return found;
}

function decode(segment: string): string | undefined {
  try { return decodeURIComponent(segment); } catch { return undefined; }
}
