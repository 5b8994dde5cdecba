import type { UserFilter } from '../../identity/ports/user-filter.ts';
import { ManagementRefusal } from '../refusal.ts';
import { filterOfTerm } from './query-term.ts';
import { readTokens, unreadable, type QueryToken } from './query-tokens.ts';

/** What stands at a place of a search, and where it goes on. */
interface Read { readonly filter: UserFilter; readonly next: number }
type Tokens = readonly QueryToken[];

const deepest = 20;

/**
 * Auth0: the Lucene syntax of user search v3: `field:value`, quotes, `*` at the end, ranges, AND, OR, NOT and brackets. Whatever is not understood is refused with its
 * place, and two terms without a word between them too: who removes what was found must not find more than was meant.
 */
export function parseQuery(text: string): UserFilter | ManagementRefusal | undefined {
  const tokens = readTokens(text);
  if (tokens instanceof ManagementRefusal) return tokens;
  if (tokens.length === 1) return undefined;
  const all = readAny(tokens, 0, 0);
  if (all instanceof ManagementRefusal) return all;
  const rest = tokens[all.next];
  if (rest === undefined || rest.kind === 'end') return all.filter;
  return unreadable(rest.at, rest.kind === 'close' ? 'this bracket was never opened' : 'say AND or OR between two terms; put quotes around a value with blanks');
}

const readAny = (tokens: Tokens, at: number, depth: number) => readGroup(tokens, at, { operator: 'or', part: (place) => readAll(tokens, place, depth) });
const readAll = (tokens: Tokens, at: number, depth: number) => readGroup(tokens, at, { operator: 'and', part: (place) => readOne(tokens, place, depth) });

interface Group { readonly operator: 'and' | 'or'; readonly part: (at: number) => Read | ManagementRefusal }

function readGroup(tokens: Tokens, at: number, { operator, part }: Group): Read | ManagementRefusal {
  const parts: UserFilter[] = [];
  for (let next = at; ; next++) {
    const read = part(next);
    if (read instanceof ManagementRefusal) return read;
    parts.push(read.filter);
    next = read.next;
    if (tokens[next]?.kind !== operator) return { filter: parts.length === 1 ? read.filter : { kind: 'group', operator, parts }, next };
  }
}

function readOne(tokens: Tokens, at: number, depth: number): Read | ManagementRefusal {
  const token = tokens[at] ?? { kind: 'end', at: 0 };
  if (depth > deepest) return unreadable(token.at, `this is nested deeper than ${deepest} levels`);
  if (token.kind === 'term') {
    const filter = filterOfTerm(token);
    return filter instanceof ManagementRefusal ? filter : { filter, next: at + 1 };
  }
  if (token.kind === 'not') {
    const read = readOne(tokens, at + 1, depth + 1);
    return read instanceof ManagementRefusal ? read : { filter: { kind: 'not', part: read.filter }, next: read.next };
  }
  return token.kind === 'open' ? readBracket(tokens, at, depth) : unreadable(token.at, token.kind === 'end' ? 'the search ends where a term was expected' : 'a term was expected, as in name:"Ann Smith"');
}

function readBracket(tokens: Tokens, at: number, depth: number): Read | ManagementRefusal {
  const inner = readAny(tokens, at + 1, depth + 1);
  if (inner instanceof ManagementRefusal) return inner;
  const close = tokens[inner.next];
  return close?.kind === 'close' ? { filter: inner.filter, next: inner.next + 1 } : unreadable(close?.at ?? 0, 'a closing bracket, AND or OR was expected');
}
