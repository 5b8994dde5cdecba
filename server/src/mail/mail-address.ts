/** One mailbox (RFC 5321 §2.3.11), with the name that is shown for it. */
export interface MailAddress { readonly name: string; readonly address: string }

/** No white space, no control character, nothing that begins another address or another part of one, and one `@`. */
const shape = /^[^\s\u0000-\u001f\u007f-\u009f@,;:<>()[\]\\"]{1,64}@[^\s\u0000-\u001f\u007f-\u009f@,;:<>()[\]\\"]{1,253}$/u;
/** What ends a line or turns the reading direction of what follows. */
const unshown = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/gu;
const longestName = 120;
const longestSubject = 200;

/** `name@example.com`, or nothing: one address, and nothing beside it. */
export const parseMailbox = (text: string): string | undefined => (text.length <= 254 && shape.test(text) ? text : undefined);

/** `name@example.com` or `Name <name@example.com>`; `undefined` for everything else, more than one address and line breaks among it. */
export function parseSender(text: string): MailAddress | undefined {
  if (/[\r\n]/.test(text)) return undefined;
  const { name = '', inside } = /^(?:"?(?<name>[^"<>]*?)"?\s*)<(?<inside>[^<>]*)>$/.exec(text.trim())?.groups ?? {};
  const address = parseMailbox(inside ?? text.trim());
  return address === undefined ? undefined : { name: inOneLine(name, longestName), address };
}

/** A text for a header: one line without anything that is not shown, and not for ever. */
export function inOneLine(text: string, longest = longestSubject): string {
  const clean = text.replace(unshown, ' ').replace(/\s+/g, ' ').trim();
  const characters = [...clean];
  return characters.length <= longest ? clean : `${characters.slice(0, longest - 1).join('')}…`;
}
