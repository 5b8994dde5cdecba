import { createHmac, hash } from 'node:crypto';

/** The hash functions that are known, and how long their output is in bytes. */
export const digestBytes: Readonly<Record<string, number>> = Object.freeze({ md4: 16, md5: 16, ripemd160: 20, sha1: 20, sha224: 28, sha256: 32, sha384: 48, sha512: 64, whirlpool: 64 });

/** What this Node has not; they are computed in WebAssembly, which is loaded when somebody has such a hash. */
const elsewhere: ReadonlySet<string> = new Set(['md4', 'whirlpool']);
/** Can the thread pool derive keys with it? */
export const hasNode = (digest: string): boolean => digest in digestBytes && !elsewhere.has(digest);

/** One pass over a password, which has at most a few kilobytes: microseconds, and so no work for the thread pool. */
export async function digestOf(digest: string, bytes: Uint8Array): Promise<Buffer> {
  if (!elsewhere.has(digest)) return hash(digest, bytes, 'buffer');
  const { md4, whirlpool } = await import('hash-wasm');
  return Buffer.from(await (digest === 'md4' ? md4 : whirlpool)(bytes), 'hex');
}

/** RFC 2104 §2. */
export async function hmacOf(digest: string, key: Uint8Array, bytes: Uint8Array): Promise<Buffer> {
  if (!elsewhere.has(digest)) return createHmac(digest, key).update(bytes).digest();
  const { createHMAC, createMD4, createWhirlpool } = await import('hash-wasm');
  const hmac = await createHMAC(digest === 'md4' ? createMD4() : createWhirlpool(), key);
  return Buffer.from(hmac.init().update(bytes).digest('hex'), 'hex');
}
