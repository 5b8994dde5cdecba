import type { ComponentChild, VNode } from 'preact';

/** Control characters, and those that turn the reading direction of what follows: a name must not rewrite the sentence it stands in. */
const unshown = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]+/g;
const longest = 120;

/** A name as it may stand in a sentence: one line, no direction marks, at most 120 characters. */
export function shownName(name: string): string {
  const clean = name.replace(unshown, ' ').trim();
  return clean.length <= longest ? clean : `${[...clean].slice(0, longest - 1).join('')}…`;
}

/** Puts names into a text: the result is plain text, for a title. */
export const fillText = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (whole, name: string) => (Object.hasOwn(values, name) ? shownName(values[name] ?? '') : whole));

/** Puts values into a text: names each in a `bdi`, so that their direction stays their own; elements as they are. */
export const fill = (template: string, values: Readonly<Record<string, string | VNode>>): ComponentChild[] =>
  template.split(/(\{\w+\})/).filter((part) => part !== '').map((part) => {
    const name = part.slice(1, -1);
    const value = part.startsWith('{') && Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return part;
    return typeof value === 'string' ? <bdi>{shownName(value)}</bdi> : value;
  });
