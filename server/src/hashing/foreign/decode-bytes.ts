import type { EncodedBytes } from '../../identity/ports/foreign-hashes.ts';

/** The bytes of a text; `undefined`: it is not written in this encoding, or the encoding is not known. Base64 in both alphabets, with padding or without. */
export function decodeBytes({ value, encoding = 'utf8' }: EncodedBytes): Buffer | undefined {
  switch (encoding) {
    case 'utf8': return Buffer.from(value, 'utf8');
    case 'hex': return /^([0-9a-f]{2})*$/i.test(value) ? Buffer.from(value, 'hex') : undefined;
    case 'base64': return /^[A-Za-z0-9+/_-]*={0,2}$/.test(value) ? Buffer.from(value, 'base64') : undefined;
    default: return undefined;
  }
}
