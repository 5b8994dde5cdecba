import { Refusal } from '../kernel/refusal.ts';
import { invalidRequest, type OAuthRefusal } from './vocabulary/errors.ts';

/** Limits of one request; far above what any honest client sends. */
const maxParameters = 100;
const maxNameLength = 128;
const maxValueLength = 16_384;

/** RFC 8707 §2: these alone may be sent more than once. */
const repeatableByDefault: ReadonlySet<string> = new Set(['resource', 'audience']);
/** What a person typed; any character may be part of a password. */
const freeText: ReadonlySet<string> = new Set(['password', 'current_password']);

/** Control characters and the ones that turn the direction of text around: never part of an honest parameter. */
const unsafeCharacters = '[\\u0000-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]';
const unsafe = new RegExp(unsafeCharacters);

/** Request parameters after the checks that they all share. */
export class Params {
  readonly #values: ReadonlyMap<string, readonly string[]>;
  private constructor(values: ReadonlyMap<string, readonly string[]>) { this.#values = values; }

  /**
   * Reads a query string or an application/x-www-form-urlencoded body.
   * RFC 6749 §3.1: a parameter sent twice is refused; one sent without a value counts as omitted.
   */
  static fromForm(text: string, repeatable: ReadonlySet<string> = repeatableByDefault): Params | OAuthRefusal {
    const found = new Collection(repeatable);
    if (text === '') return new Params(found.values);
    for (const pair of text.split('&')) {
      const equals = pair.indexOf('=');
      const name = decode(equals === -1 ? pair : pair.slice(0, equals));
      const value = equals === -1 ? '' : decode(pair.slice(equals + 1));
      if (name === undefined || value === undefined) return invalidRequest('request.parameter_malformed', { received: 'bad percent-encoding' });
      const refusal = found.add(name, value);
      if (refusal !== undefined) return refusal;
    }
    return new Params(found.values);
  }

  /** Reads a JSON body, as Auth0's SDKs send it: one flat object of strings, by the same rules as a form. */
  static fromJson(text: string, repeatable: ReadonlySet<string> = repeatableByDefault): Params | OAuthRefusal {
    const entries = parseMembers(text);
    if (entries instanceof Refusal) return entries;
    const found = new Collection(repeatable);
    for (const [name, value] of entries) {
      if (typeof value !== 'string') return invalidRequest('request.parameter_not_text', { expected: 'a string', received: `${printable(name)}: ${kindOf(value)}` });
      const refusal = found.add(name, value);
      if (refusal !== undefined) return refusal;
    }
    return new Params(found.values);
  }

  /** Reads names and values that stood somewhere else than in a form, by the same rules. */
  static fromPairs(pairs: Iterable<readonly [name: string, value: string]>, repeatable: ReadonlySet<string> = repeatableByDefault): Params | OAuthRefusal {
    const found = new Collection(repeatable);
    for (const [name, value] of pairs) {
      const refusal = found.add(name, value);
      if (refusal !== undefined) return refusal;
    }
    return new Params(found.values);
  }

  /** Parameters that were accepted before, as `toRecord` wrote them. */
  static fromRecord(record: Readonly<Record<string, readonly string[]>>): Params { return new Params(new Map(Object.entries(record))); }

  toRecord(): Readonly<Record<string, readonly string[]>> { return Object.fromEntries(this.#values); }
  optional(name: string): string | undefined { return this.#values.get(name)?.[0]; }
  all(name: string): readonly string[] { return this.#values.get(name) ?? []; }
  required(name: string): string | OAuthRefusal { return this.optional(name) ?? invalidRequest('request.parameter_missing', { expected: name }); }
}

class Collection {
  readonly values = new Map<string, string[]>();
  readonly #repeatable: ReadonlySet<string>;
  #count = 0;
  constructor(repeatable: ReadonlySet<string>) { this.#repeatable = repeatable; }

  add(name: string, value: string): OAuthRefusal | undefined {
    if (++this.#count > maxParameters) return invalidRequest('request.too_many_parameters', { expected: `at most ${maxParameters}` });
    if (name.length > maxNameLength || value.length > maxValueLength) return invalidRequest('request.parameter_too_long', { expected: `at most ${maxValueLength} characters`, received: printable(name.slice(0, 40)) });
    if (unsafe.test(name) || (unsafe.test(value) && !freeText.has(name)) || !value.isWellFormed()) return invalidRequest('request.parameter_malformed', { received: printable(name.slice(0, 40)) });
    if (value === '') return undefined;
    const earlier = this.values.get(name);
    if (earlier === undefined) { this.values.set(name, [value]); return undefined; }
    if (!this.#repeatable.has(name)) return invalidRequest('request.parameter_repeated', { received: printable(name) });
    earlier.push(value);
    return undefined;
  }
}

/** OIDC Core §13.2 and RFC 6749 Appendix B. `undefined`: not well-formed UTF-8 in percent-encoding. */
function decode(text: string): string | undefined {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return spaced;
  try { return decodeURIComponent(spaced); } catch { return undefined; }
}

/** The members of a JSON object; a name that stands in it twice is refused. */
function parseMembers(text: string): readonly (readonly [string, unknown])[] | OAuthRefusal {
  const body = parseJson(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return invalidRequest('request.body_malformed', { expected: 'a JSON object', received: 'something else' });
  const members: readonly (readonly [string, unknown])[] = Object.entries(body);
  // A JSON parser keeps the last of two equal names; the count of names in the text tells.
  const names = text.match(/"(?:[^"\\]|\\.)*"\s*:/g)?.length ?? 0;
  return names !== members.length && members.every(([, value]) => typeof value === 'string') ? invalidRequest('request.parameter_repeated') : members;
}

const kindOf = (value: unknown) => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

function parseJson(text: string): unknown {
  try { return JSON.parse(text) as unknown; } catch { return undefined; }
}

const printable = (name: string) => name.replace(/[^\w.[\]-]/g, '?');
