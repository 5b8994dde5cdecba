const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const base64url = /^[A-Za-z0-9_-]*$/;
/** Deeper JSON is no claim that anybody reads, and would be written again by recursion. */
const deepest = 64;

/** A JSON object as it came. */
export type JsonObject = Readonly<Record<string, unknown>>;

/**
 * RFC 7515 §7.1, RFC 7516 §7.1: the parts of a compact serialization.
 * One text has one spelling: unused bits of the last character are zero (RFC 4648 §3.5), so no second text passes for the same token.
 * @returns `undefined` when it is longer than `longest`, has another number of parts, or one of them is not canonical base64url; a part may be empty
 */
export function splitCompact(text: unknown, { count, longest }: { readonly count: number; readonly longest: number }): readonly string[] | undefined {
  if (typeof text !== 'string' || text.length > longest) return undefined;
  const parts = text.split('.', count + 1);
  return parts.length === count && parts.every(isCanonical) ? parts : undefined;
}

const isCanonical = (part: string) => base64url.test(part) && Buffer.from(part, 'base64url').toString('base64url') === part;

/** RFC 7519 §7.2: the bytes are a JSON object in UTF-8, without a byte order mark; else `undefined`. */
export function parseObject(bytes: Uint8Array): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(utf8.decode(bytes));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as JsonObject : undefined;
  } catch {
    return undefined;
  }
}

/** The JSON object of a part that a stranger wrote: not nested deeper than anything that is meant. */
export function parseForeignObject(part: string): JsonObject | undefined {
  const bytes = Buffer.from(part, 'base64url');
  return isShallow(bytes) ? parseObject(bytes) : undefined;
}

/** Counts brackets outside of text. */
function isShallow(json: Buffer): boolean {
  let depth = 0;
  let inText = false;
  for (let at = 0; at < json.length; at++) {
    const byte = json[at];
    if (byte === 0x5c && inText) at++;
    else if (byte === 0x22) inText = !inText;
    else if (!inText) depth += nesting(byte);
    if (depth > deepest) return false;
  }
  return true;
}

/** `{` and `[` open, `}` and `]` close. */
const nesting = (byte: number | undefined) => (byte === 0x7b || byte === 0x5b ? 1 : byte === 0x7d || byte === 0x5d ? -1 : 0);
