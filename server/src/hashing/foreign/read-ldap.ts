import type { HashProblem } from '../../identity/ports/foreign-hashes.ts';
import { malformed } from './cost-limits.ts';
import { digestBytes } from './digests.ts';

const schemes: Readonly<Record<string, string>> = { SHA: 'sha1', SHA1: 'sha1', SHA224: 'sha224', SHA256: 'sha256', SHA384: 'sha384', SHA512: 'sha512', MD5: 'md5' };
const salted: Readonly<Record<string, string>> = Object.fromEntries(Object.entries(schemes).map(([scheme, digest]) => [`S${scheme}`, digest]));

/** A hash and the salt behind it; bytes are base64url. */
interface Found { readonly kind: 'digest'; readonly digest: string; readonly hash: string; readonly suffix?: string }

/** RFC 2307 §5.3: `{SSHA}` and its like, a hash with the salt after it, in base64; without salt `{SHA}`. */
export function readLdap(text: string): Found | HashProblem {
  const [, scheme = '', base64 = ''] = /^\{([A-Za-z0-9]{3,8})\}([A-Za-z0-9+/]{16,2000}={0,2})$/.exec(text) ?? [];
  const name = scheme.toUpperCase();
  const digest = schemes[name] ?? salted[name] ?? '';
  const bytes = Buffer.from(base64, 'base64');
  const length = digestBytes[digest] ?? Infinity;
  if (bytes.length < length || (name in schemes && bytes.length > length)) return malformed('custom_password_hash.hash.value', 'The hash is not written as {SSHA}, {SHA}, {SMD5}, {MD5}, {SSHA256} and so on, with base64 behind it.');
  const hash = bytes.toString('base64url', 0, length);
  return { kind: 'digest', digest, hash, ...(name in salted ? { suffix: bytes.toString('base64url', length) } : {}) };
}
