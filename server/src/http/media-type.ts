import { HttpRefusal } from './http-refusal.ts';

/** What a Content-Type says: which kind of text, and its bare name. */
export interface MediaType { readonly kind: 'form' | 'json' | 'other'; readonly name: string }

const form: MediaType = { kind: 'form', name: 'application/x-www-form-urlencoded' };
const json: MediaType = { kind: 'json', name: 'application/json' };
const none: MediaType = { kind: 'other', name: '' };

/** RFC 9110 §8.3.1, read strictly: spaces only around `;`, values as tokens or plain quoted text. A tab or a comma is not part of it. */
const essence = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/;
const parameter = /^ *([a-z0-9!#$%&'*+.^_`|~-]+)=(?:"([\x20\x21\x23-\x5b\x5d-\x7e]*)"|([a-z0-9!#$%&'*+.^_`|~-]+)) *$/;

/**
 * The media type of a body, by exact name. UTF-8 is the one charset that is read (RFC 6749 Appendix B).
 * @param header the Content-Type as it came
 */
export function parseMediaType(header: string | undefined): MediaType | HttpRefusal {
  if (header === undefined) return none;
  if (header === form.name) return form;
  if (header === json.name) return json;
  const [name = '', ...parameters] = header.toLowerCase().split(';');
  const bare = name.replace(/ +$/, '');
  if (!essence.test(bare) || !areReadable(parameters)) return unread(header);
  return bare === form.name ? form : bare === json.name ? json : { kind: 'other', name: bare };
}

/** Well formed, each once, and no charset but UTF-8. */
function areReadable(parameters: readonly string[]): boolean {
  const names = new Set<string>();
  return parameters.every((text) => {
    const [, key, quoted, token] = parameter.exec(text) ?? [];
    if (key === undefined || names.has(key)) return false;
    names.add(key);
    return key !== 'charset' || (quoted ?? token) === 'utf-8';
  });
}

const unread = (header: string) => new HttpRefusal(415, 'request.media_type_unknown', { expected: 'a media type, with no charset but utf-8', received: header.slice(0, 60) });
