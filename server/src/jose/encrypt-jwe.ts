import { hash, type KeyObject } from 'node:crypto';
import type { Jwe, Jwk } from '../protocol/ports/foreign-jwt.ts';
import { findContentEncryption, type ContentEncryption } from './content-encryption.ts';
import { findKeyObject } from './known-keys.ts';
import { loadJose } from './load-jose.ts';

/** The kinds of keys that each algorithm encrypts to (RFC 7518 §4.1, RFC 8037 §3.2). */
const ecdhKinds = ['ec', 'x25519'];
const recipients: ReadonlyMap<string, readonly string[]> = new Map([['RSA-OAEP', ['rsa']], ['RSA-OAEP-256', ['rsa']], ['ECDH-ES', ecdhKinds], ['ECDH-ES+A128KW', ecdhKinds], ['ECDH-ES+A256KW', ecdhKinds]]);
/** How long the derived key is, in bytes; with `dir` it is the content key itself. */
const secretKeys: ReadonlyMap<string, (encryption: ContentEncryption) => number> = new Map([['dir', ({ key }: ContentEncryption) => key], ['A128KW', () => 16], ['A256KW', () => 32]]);

/** Encryption through `jose`. RSA1_5, passwords and compression are not there to be asked for (RFC 8725 §3.2, RFC 8725 §3.6). */
export const jwe: Jwe = {
  encrypt: async (content, { jwk, alg, enc, cty, typ }) => seal(content, proveRecipient(jwk, alg), { alg, enc: proveEncryption(enc).enc, ...textOf('kid', jwk['kid']), ...textOf('cty', cty), ...textOf('typ', typ) }),

  async encryptWithSecret(content, { secret, alg, enc, cty }) {
    const length = secretKeys.get(alg);
    if (length === undefined) throw new TypeError(`Nothing is encrypted with ${alg} and a secret.`);
    return seal(content, keyOfSecret(secret, length(proveEncryption(enc).sizes)), { alg, enc, ...textOf('cty', cty) });
  },
};

async function seal(content: string, key: KeyObject | Uint8Array, header: { readonly alg: string; readonly enc: string }): Promise<string> {
  const { CompactEncrypt } = await loadJose();
  return new CompactEncrypt(Buffer.from(content, 'utf8')).setProtectedHeader({ ...header }).encrypt(key);
}

const textOf = (name: string, value: unknown) => (typeof value === 'string' ? { [name]: value } : {});

function proveEncryption(enc: string) {
  const sizes = findContentEncryption(enc);
  if (sizes === undefined) throw new TypeError(`Nothing is encrypted with ${enc}.`);
  return { enc, sizes };
}

function proveRecipient(jwk: Jwk, alg: string): KeyObject {
  const kinds = recipients.get(alg);
  if (kinds === undefined) throw new TypeError(`Nothing is encrypted with ${alg} to a public key.`);
  const key = findKeyObject(jwk);
  if (typeof key === 'string') throw new TypeError(`The key of the recipient is no good key: ${key}.`);
  if (!kinds.includes(key.asymmetricKeyType ?? '') || (jwk['use'] ?? 'enc') !== 'enc' || (jwk['alg'] ?? alg) !== alg) throw new TypeError(`The key of the recipient is not for ${alg}.`);
  return key;
}

/** OIDC Core §10.2: the leftmost bytes of the hash of the secret in UTF-8, of the smallest SHA-2 that has as many. */
function keyOfSecret(secret: string, length: number): Uint8Array {
  return hash(length <= 32 ? 'sha256' : 'sha512', Buffer.from(secret, 'utf8'), 'buffer').subarray(0, length);
}
