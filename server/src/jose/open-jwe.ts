import type { JweDecryptionKey, JweOpener } from '../protocol/ports/jwe-opener.ts';
import { parsePublicKey } from '../protocol/client/public-key.ts';
import type { EncryptionKeyAlgorithm } from '../protocol/vocabulary/names.ts';
import { parseForeignObject, splitCompact, type JsonObject } from './compact-parts.ts';
import { findContentEncryption } from './content-encryption.ts';
import { loadJose } from './load-jose.ts';

/** `wrapped`: how long the encrypted key must be for a content key of so many bytes. */
interface KeyManagement { readonly key: EncryptionKeyAlgorithm; readonly wrapped: (contentKey: number) => number }
interface Envelope { readonly alg: string; readonly enc: string; readonly kid: string | undefined; readonly key: EncryptionKeyAlgorithm }

const longestJwe = 64 * 1024;
const longestPartyInfo = 512;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
/** RFC 7518 §4.6.2: AES key wrap adds eight bytes. */
const keyWrap: KeyManagement = { key: 'ECDH-ES', wrapped: (contentKey) => contentKey + 8 };
/** RFC 8725 §3.2: a key that was published for an algorithm opens what was made with it, or its family, and nothing else; RSA1_5, passwords, secret keys and other hashes are not here. */
const managements: ReadonlyMap<string, KeyManagement> = new Map([
  ['RSA-OAEP-256', { key: 'RSA-OAEP-256', wrapped: () => 256 }], ['ECDH-ES', { key: 'ECDH-ES', wrapped: () => 0 }], ['ECDH-ES+A128KW', keyWrap], ['ECDH-ES+A256KW', keyWrap],
]);

/** RFC 7516 §5.2, through `jose`, after a strict look at the form: whatever is wrong without a key is found without cryptography. */
export const jweOpener: JweOpener = {
  async open(jwe, findKey) {
    const envelope = parseEnvelope(jwe);
    if (envelope === undefined) return undefined;
    const key = await findKey({ alg: envelope.key, kid: envelope.kid });
    return key === undefined || key.alg !== envelope.key ? undefined : decryptWith(jwe, key, envelope);
  },
};

/** RFC 7516 §7.1: five parts, of the sizes that the algorithms make. RFC 8725 §3.6: nothing compressed, so nothing grows. */
function parseEnvelope(jwe: string): Envelope | undefined {
  const parts = splitCompact(jwe, { count: 5, longest: longestJwe });
  const header = parts === undefined ? undefined : parseForeignObject(parts[0] as string);
  if (parts === undefined || header === undefined) return undefined;
  const { alg, enc, kid } = header;
  const management = typeof alg === 'string' ? managements.get(alg) : undefined;
  const encryption = findContentEncryption(enc);
  if (management === undefined || encryption === undefined || !isPlain(header) || (management.key === 'ECDH-ES' && !hasEphemeralKey(header))) return undefined;
  const sizes = [undefined, management.wrapped(encryption.key), encryption.iv, undefined, encryption.tag];
  return parts.every((part, index) => sizes[index] === undefined || Buffer.byteLength(part, 'base64url') === sizes[index]) ? { alg: alg as string, enc: enc as string, kid: kid as string | undefined, key: management.key } : undefined;
}

/** RFC 7516 §4.1.13: nothing critical, nothing compressed; a `kid` is text. */
const isPlain = ({ zip, crit, kid }: JsonObject) => zip === undefined && crit === undefined && (kid === undefined || typeof kid === 'string');

/** RFC 7518 §4.6.1: a point of the curve of our key, which no secret can be learned with; and party information of any content. */
const hasEphemeralKey = ({ epk, apu, apv }: JsonObject) =>
  typeof epk === 'object' && epk !== null && (epk as JsonObject)['crv'] === 'P-256' && typeof parsePublicKey(epk) !== 'string' && [apu, apv].every(isPartyInfo);

const isPartyInfo = (value: unknown) => value === undefined || (typeof value === 'string' && splitCompact(value, { count: 1, longest: longestPartyInfo }) !== undefined);

async function decryptWith(jwe: string, { privateKey }: JweDecryptionKey, { alg, enc }: Envelope): Promise<string | undefined> {
  const { compactDecrypt, errors } = await loadJose();
  try {
    return parseText((await compactDecrypt(jwe, privateKey, { keyManagementAlgorithms: [alg], contentEncryptionAlgorithms: [enc] })).plaintext);
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}

function parseText(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}
