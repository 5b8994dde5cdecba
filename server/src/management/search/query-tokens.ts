import { invalidQuery, type ManagementRefusal } from '../refusal.ts';

/** What is compared: a text word for word, a text with wildcards still in it, or a range. */
export type QueryValue =
  | { readonly kind: 'quoted' | 'word'; readonly text: string }
  | { readonly kind: 'range'; readonly from: string; readonly fromInclusive: boolean; readonly to: string; readonly toInclusive: boolean };
/** A piece of a search, and where it stands, counted from 1. */
export type QueryToken =
  | { readonly kind: 'open' | 'close' | 'and' | 'or' | 'not' | 'end'; readonly at: number }
  | { readonly kind: 'term'; readonly at: number; readonly field: string | undefined; readonly value: QueryValue };

/** A value, and the field that it is looked for in; `undefined`: in all that there are. */
export type QueryTerm = Extract<QueryToken, { readonly kind: 'term' }>;

const mostTokens = 400;
const blank = /\s+/y;
const operator = /\(|\)|&&|\|\||!|-(?=\S)|(?:AND|OR|NOT)(?=[\s()]|$)/y;
const fieldName = /([\p{L}_][\p{L}\p{N}_.-]*):/uy;
const quoted = /"((?:[^"\\]|\\.)*)"/suy;
const range = /([[{])\s*([^\s\]}]+)\s+TO\s+([^\s\]}]+)\s*([\]}])/uy;
const comparison = /([<>])(=?)((?:[^\s()"\\])+)/uy;
const word = /(?:[^\s()"\\[\]{}]|\\.)+/suy;
const kinds: Readonly<Record<string, 'open' | 'close' | 'and' | 'or' | 'not'>> = { '(': 'open', ')': 'close', '&&': 'and', AND: 'and', '||': 'or', OR: 'or', '!': 'not', '-': 'not', NOT: 'not' };

const match = (pattern: RegExp, text: string, at: number) => {
  pattern.lastIndex = at;
  return pattern.exec(text);
};

/** A search that can not be read, with the place. */
export const unreadable = (at: number, what: string): ManagementRefusal => invalidQuery(`q: ${what} (at character ${at}).`);

/** Cuts a search into its pieces. The patterns share no character where they meet, so that no text makes them try twice. */
export function readTokens(text: string): readonly QueryToken[] | ManagementRefusal {
  const tokens: QueryToken[] = [];
  for (let at = 0; at < text.length;) {
    const space = match(blank, text, at);
    if (space !== null) { at += space[0].length; continue; }
    const found = readToken(text, at);
    if (found === undefined) return unreadable(at + 1, 'a value was expected; put quotes around what has blanks, brackets or quotes in it');
    tokens.push(found.token);
    if (tokens.length > mostTokens) return unreadable(at + 1, `there are more than ${mostTokens} words and signs`);
    at = found.next;
  }
  return [...tokens, { kind: 'end', at: text.length + 1 }];
}

function readToken(text: string, at: number): { readonly token: QueryToken; readonly next: number } | undefined {
  const sign = match(operator, text, at);
  if (sign !== null) return { token: { kind: kinds[sign[0]] ?? 'end', at: at + 1 }, next: at + sign[0].length };
  const field = match(fieldName, text, at);
  const start = at + (field?.[0].length ?? 0);
  const read = readValue(text, start, field !== null);
  return read === undefined ? undefined : { token: { kind: 'term', at: at + 1, field: field?.[1], value: read.value }, next: start + read.length };
}

interface ReadValue { readonly value: QueryValue; readonly length: number }

function readValue(text: string, at: number, ofField: boolean): ReadValue | undefined {
  const literal = match(quoted, text, at);
  if (literal !== null) return { value: { kind: 'quoted', text: (literal[1] ?? '').replace(/\\(.)/gsu, '$1') }, length: literal[0].length };
  const bounds = ofField ? (readRange(text, at) ?? readComparison(text, at)) : undefined;
  if (bounds !== undefined) return bounds;
  const plain = match(word, text, at);
  return plain === null ? undefined : { value: { kind: 'word', text: plain[0] }, length: plain[0].length };
}

function readRange(text: string, at: number): ReadValue | undefined {
  const [all, open, from = '*', to = '*', close] = match(range, text, at) ?? [];
  return all === undefined ? undefined : { value: { kind: 'range', from, fromInclusive: open === '[', to, toInclusive: close === ']' }, length: all.length };
}

function readComparison(text: string, at: number): ReadValue | undefined {
  const [all, sign, equal, border = ''] = match(comparison, text, at) ?? [];
  if (all === undefined) return undefined;
  const inclusive = equal === '=';
  const value: QueryValue = sign === '>' ? { kind: 'range', from: border, fromInclusive: inclusive, to: '*', toInclusive: true } : { kind: 'range', from: '*', fromInclusive: true, to: border, toInclusive: inclusive };
  return { value, length: all.length };
}
