import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';

/** A sealed value can not be opened: another master key, another place, or a change. */
export class SealBroken extends Error {
  override readonly name = 'SealBroken';
  constructor(context: string) {
    super(`The sealed value "${context}" can not be opened: the master key (GATEHOUSE_MASTER_KEY) is not the one it was sealed with, or the stored value was changed.`);
  }
}

/** What the master key is good for. */
export interface Sealing {
  /** @param context what it is and whose, for example `signing key <tenant> <kid>`: a value opens in its own place only */
  seal(plain: Buffer, context: string): string;
  /** The plain value; throws `SealBroken`. */
  open(sealed: string, context: string): Buffer;
  /** A secret key for one purpose, the same on every node and after every restart; keys of two purposes tell nothing of one another. */
  deriveKey(purpose: string): KeyObject;
}

const algorithm = 'aes-256-gcm';
const keyLength = 32;
const ivLength = 12;
const tagLength = 16;
/** The form is written down with the value, so that a later one can stand beside it. */
const version = 'v1.';

/**
 * AES-256-GCM under a key derived from the master key, with a random IV and the context as associated data.
 * @param masterKey 32 bytes
 */
export function createSealing(masterKey: Buffer): Sealing {
  if (masterKey.length !== keyLength) throw new RangeError(`The master key has ${masterKey.length} bytes; it must have ${keyLength}.`);
  // A copy inside OpenSSL: the caller may wipe the buffer.
  const master = createSecretKey(masterKey);
  const derive = (info: string) => createSecretKey(Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), info, keyLength)));
  const sealKey = derive('gatehouse seal v1');
  return {
    seal(plain, context) {
      const iv = randomBytes(ivLength);
      const cipher = createCipheriv(algorithm, sealKey, iv, { authTagLength: tagLength }).setAAD(Buffer.from(context, 'utf8'));
      return version + Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
    },
    open(sealed, context) {
      const bytes = parseSealed(sealed);
      if (bytes === undefined) throw new SealBroken(context);
      const decipher = createDecipheriv(algorithm, sealKey, bytes.subarray(0, ivLength), { authTagLength: tagLength }).setAAD(Buffer.from(context, 'utf8')).setAuthTag(bytes.subarray(-tagLength));
      const plain = decipher.update(bytes.subarray(ivLength, -tagLength));
      try { return Buffer.concat([plain, decipher.final()]); } catch { throw new SealBroken(context); }
    },
    deriveKey: (purpose) => derive(`gatehouse key ${purpose}`),
  };
}

/** The bytes of a sealed value in its one spelling: what the tag does not cover can not be changed either. */
function parseSealed(sealed: string): Buffer | undefined {
  const bytes = Buffer.from(sealed.slice(version.length), 'base64url');
  return bytes.length >= ivLength + tagLength && sealed === version + bytes.toString('base64url') ? bytes : undefined;
}
