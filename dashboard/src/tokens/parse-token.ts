/** The members of a header, or of claims. */
export type Members = Readonly<Record<string, unknown>>;

/** A signed JWT, taken apart. Nothing of it is proved. */
export interface Jwt { readonly form: 'jwt'; readonly text: string; readonly header: Members; readonly claims: Members; /** What the signature is made over. */ readonly signed: string; /** As it stands in the text. */ readonly signature: string }

/** A text that may be a token, taken apart as far as that goes. */
export type ParsedText =
  | { readonly form: 'empty' } | Jwt
  /** RFC 7516 §3.1: five parts, of which the header alone can be read. */
  | { readonly form: 'jwe'; readonly header: Members }
  /** It has the form of the values without content that this server makes. */
  | { readonly form: 'opaque'; readonly text: string }
  /** An answer with tokens in it, as JSON or in an address. */
  | { readonly form: 'answer'; readonly tokens: readonly { readonly name: string; readonly text: string }[] }
  | { readonly form: 'other'; /** What it looks like, as in “It looks like …”. */ readonly looks: string };

const names = ['access_token', 'id_token', 'refresh_token', 'response', 'logout_token', 'token', 'request', 'client_assertion'] as const;

/** Takes a pasted text apart. A scheme before it (RFC 6750 §2.1), quotes around it and broken lines do not matter. */
export function parseToken(pasted: string): ParsedText {
  const text = pasted.trim().replace(/^authorization:\s*/i, '').replace(/^(?:bearer|dpop)[:\s]\s*/i, '').replace(/^["'`]+|["'`,;]+$/g, '').trim();
  if (text === '') return { form: 'empty' };
  if (text.startsWith('{')) return parseAnswer(text);
  const joined = text.replaceAll(/\s+/g, '');
  const parts = joined.split('.');
  if (parts.every((part) => /^[\w-]*$/.test(part))) {
    if (parts.length === 3) return parseJwt(joined, parts);
    if (parts.length === 5) return parseJwe(parts);
    if (/^[\w-]{44}$/.test(joined)) return { form: 'opaque', text: joined };
  }
  return parseParameters(text) ?? { form: 'other', looks: looksOf(text) };
}

function parseJwt(text: string, [header = '', claims = '', signature = '']: readonly string[]): ParsedText {
  const read = [readMembers(header), readMembers(claims)] as const;
  if (read[0] === undefined) return { form: 'other', looks: 'three parts, as a JWT has, but the first is no JSON: something was cut off or changed' };
  if (read[1] === undefined) return { form: 'other', looks: 'a JWT whose claims are no JSON: something was cut off or changed' };
  return { form: 'jwt', text, header: read[0], claims: read[1], signed: `${header}.${claims}`, signature };
}

function parseJwe([header = '']: readonly string[]): ParsedText {
  const members = readMembers(header);
  return members === undefined ? { form: 'other', looks: 'five parts, as an encrypted JWT has, but the first is no JSON' } : { form: 'jwe', header: members };
}

/** RFC 7515 §2: base64url without padding, as bytes; `undefined` for anything else. */
export function bytesOf(part: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(part.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function readMembers(part: string): Members | undefined {
  const bytes = bytesOf(part);
  return bytes === undefined ? undefined : readObject(new TextDecoder().decode(bytes));
}

function readObject(json: string): Members | undefined {
  try {
    const value: unknown = JSON.parse(json);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Members : undefined;
  } catch {
    return undefined;
  }
}

const tokensOf = (find: (name: string) => unknown) => names.flatMap((name) => { const text = find(name); return typeof text === 'string' && text !== '' ? [{ name, text }] : []; });

function parseAnswer(text: string): ParsedText {
  const members = readObject(text);
  const tokens = members === undefined ? [] : tokensOf((name) => members[name]);
  return tokens.length > 0 ? { form: 'answer', tokens } : { form: 'other', looks: members === undefined ? 'JSON that is not whole' : 'JSON without a token in it. The claims of a token can not be proved without its other parts' };
}

/** RFC 6749 §4.2.2, and forms as they are posted. */
function parseParameters(text: string): ParsedText | undefined {
  const at = text.search(/[?#]/);
  if (!text.includes('=')) return undefined;
  const fields = new URLSearchParams(text.slice(at + 1));
  const tokens = tokensOf((name) => fields.get(name));
  return tokens.length > 0 ? { form: 'answer', tokens } : undefined;
}

const looks: readonly (readonly [shape: RegExp, words: string])[] = [
  [/^-----BEGIN [A-Z ]*PRIVATE KEY/, 'a private key. Nobody but its owner should have it; if it was meant to stay secret, replace it'],
  [/^-----BEGIN /, 'a key or a certificate in PEM'],
  [/^mt_/, 'the id of a token of the Management API. An id names a token in the list, and opens nothing'],
  [/^[a-z]{2,4}_[0-9a-f]{12}/, 'the id of something at the Management API. An id opens nothing'],
  [/^https?:\/\//, 'an address without a token in it'],
  [/^[\w-]{43}$/, 'a verifier or a challenge of PKCE (RFC 7636 §4.1), or a thumbprint: 43 characters'],
  [/^[0-9a-f-]{36}$/i, 'a UUID'],
  [/^[\w-]+\.[\w-]+$/, 'two parts. A JWT has three: the signature is missing'],
  [/^[A-Za-z0-9+/=_-]+$/, 'a value without content, and not of the length that this server makes (44 characters)'],
];

const looksOf = (text: string): string => looks.find(([shape]) => shape.test(text))?.[1] ?? 'no token: it has characters that no token has';
