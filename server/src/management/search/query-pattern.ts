import type { ManagementRefusal } from '../refusal.ts';
import { unreadable, type QueryValue } from './query-tokens.ts';

/** What a text is held against; `any`: that there is one. */
export type Pattern = { readonly match: 'equals' | 'prefix'; readonly text: string } | { readonly match: 'any' };

/** Signs of Lucene that mean something that is not offered: fuzzy words, weights, patterns, wildcards elsewhere than at the end. */
const meaning = /^[/+]|(?<!\\)[*?~^]/u;

/** Reads a word, which may end in `*`, or a text in quotes, which stands for itself. */
export function readPattern(value: Exclude<QueryValue, { readonly kind: 'range' }>, at: number): Pattern | ManagementRefusal {
  if (value.kind === 'quoted') return { match: 'equals', text: value.text };
  if (value.text === '*') return { match: 'any' };
  const open = /(?<!\\)\*$/u.test(value.text);
  const text = open ? value.text.slice(0, -1) : value.text;
  if (meaning.test(text)) return unreadable(at, 'of the signs * ? ~ ^ / + only * at the end is understood; put quotes around a value that has them');
  return { match: open ? 'prefix' : 'equals', text: text.replace(/\\(.)/gsu, '$1') };
}
