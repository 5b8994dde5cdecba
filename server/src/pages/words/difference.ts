/** A text in three parts: what both have at the start, what only this one has, what both have at the end. */
export interface Marked { readonly start: string; readonly middle: string; readonly end: string }

/** Where two addresses differ. `undefined` unless both are addresses and have something in common. */
export function difference(sent: string, expected: string): { readonly sent: Marked; readonly expected: Marked } | undefined {
  if (!/^https?:\/\//.test(sent) || !/^https?:\/\//.test(expected)) return undefined;
  const shorter = Math.min(sent.length, expected.length);
  let start = 0;
  while (start < shorter && sent[start] === expected[start]) start++;
  let end = 0;
  while (end < shorter - start && sent.at(-1 - end) === expected.at(-1 - end)) end++;
  const mark = (text: string): Marked => ({ start: text.slice(0, start), middle: text.slice(start, text.length - end), end: text.slice(text.length - end) });
  return { sent: mark(sent), expected: mark(expected) };
}
