import { ManagementRefusal } from '../refusal.ts';
import { readTokens, unreadable, type QueryTerm, type QueryToken } from './query-tokens.ts';

/** Tests, and what is made of them with AND, OR, NOT and brackets. */
export type Combined<T> = T | { readonly kind: 'group'; readonly operator: 'and' | 'or'; readonly parts: readonly Combined<T>[] } | { readonly kind: 'not'; readonly part: Combined<T> };
/** Says what one term asks of the records that are searched. */
export type ReadTerm<T> = (term: QueryTerm) => Combined<T> | ManagementRefusal;

/** What stands at a place of a search, and where it goes on. */
interface Read<T> { readonly filter: Combined<T>; readonly next: number }
/** The pieces of a search, and what its terms mean. */
interface Search<T> { readonly tokens: readonly QueryToken[]; readonly readTerm: ReadTerm<T> }

const deepest = 20;

/**
 * Auth0: the Lucene syntax of its searches: `field:value`, quotes, `*` at the end, ranges, AND, OR, NOT and brackets. Whatever is not understood is refused with its
 * place, and two terms without a word between them too: who removes what was found must not find more than was meant. `undefined`: nothing was asked.
 */
export function parseQuery<T>(text: string, readTerm: ReadTerm<T>): Combined<T> | ManagementRefusal | undefined {
  const tokens = readTokens(text);
  if (tokens instanceof ManagementRefusal) return tokens;
  if (tokens.length === 1) return undefined;
  const all = readAny({ tokens, readTerm }, 0, 0);
  if (all instanceof ManagementRefusal) return all;
  const rest = tokens[all.next];
  if (rest === undefined || rest.kind === 'end') return all.filter;
  return unreadable(rest.at, rest.kind === 'close' ? 'this bracket was never opened' : 'say AND or OR between two terms; put quotes around a value with blanks');
}

const readAny = <T>(search: Search<T>, at: number, depth: number) => readGroup(search, at, { operator: 'or', part: (place) => readAll(search, place, depth) });
const readAll = <T>(search: Search<T>, at: number, depth: number) => readGroup(search, at, { operator: 'and', part: (place) => readOne(search, place, depth) });

interface Group<T> { readonly operator: 'and' | 'or'; readonly part: (at: number) => Read<T> | ManagementRefusal }

function readGroup<T>({ tokens }: Search<T>, at: number, { operator, part }: Group<T>): Read<T> | ManagementRefusal {
  const parts: Combined<T>[] = [];
  for (let next = at; ; next++) {
    const read = part(next);
    if (read instanceof ManagementRefusal) return read;
    parts.push(read.filter);
    next = read.next;
    if (tokens[next]?.kind !== operator) return { filter: parts.length === 1 ? read.filter : { kind: 'group', operator, parts }, next };
  }
}

function readOne<T>(search: Search<T>, at: number, depth: number): Read<T> | ManagementRefusal {
  const token = search.tokens[at] ?? { kind: 'end', at: 0 };
  if (depth > deepest) return unreadable(token.at, `this is nested deeper than ${deepest} levels`);
  if (token.kind === 'term') {
    const filter = search.readTerm(token);
    return filter instanceof ManagementRefusal ? filter : { filter, next: at + 1 };
  }
  if (token.kind === 'not') {
    const read = readOne(search, at + 1, depth + 1);
    return read instanceof ManagementRefusal ? read : { filter: { kind: 'not', part: read.filter }, next: read.next };
  }
  return token.kind === 'open' ? readBracket(search, at, depth) : unreadable(token.at, token.kind === 'end' ? 'the search ends where a term was expected' : 'a term was expected, as in name:"Ann Smith"');
}

function readBracket<T>(search: Search<T>, at: number, depth: number): Read<T> | ManagementRefusal {
  const inner = readAny(search, at + 1, depth + 1);
  if (inner instanceof ManagementRefusal) return inner;
  const close = search.tokens[inner.next];
  return close?.kind === 'close' ? { filter: inner.filter, next: inner.next + 1 } : unreadable(close?.at ?? 0, 'a closing bracket, AND or OR was expected');
}
