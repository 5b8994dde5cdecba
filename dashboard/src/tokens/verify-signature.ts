import { bytesOf, type Jwt } from './parse-token.ts';

/** A public key as it is published (RFC 7517 §4). */
export type PublishedKey = JsonWebKey & { readonly kid?: string };

/** What the signature is worth. `unknown`: it can not be said here, and `words` say why. */
export interface SignatureVerdict { readonly state: 'good' | 'bad' | 'unknown'; readonly words: string; readonly kid: string | undefined }

interface Algorithm { readonly key: RsaHashedImportParams | EcKeyImportParams | { readonly name: string }; readonly verify: RsaPssParams | EcdsaParams | { readonly name: string } }

const rsa = (bits: string): Algorithm => ({ key: { name: 'RSASSA-PKCS1-v1_5', hash: `SHA-${bits}` }, verify: { name: 'RSASSA-PKCS1-v1_5' } });
const pss = (bits: number): Algorithm => ({ key: { name: 'RSA-PSS', hash: `SHA-${bits}` }, verify: { name: 'RSA-PSS', saltLength: bits / 8 } });
const ecdsa = (namedCurve: string, bits: string): Algorithm => ({ key: { name: 'ECDSA', namedCurve }, verify: { name: 'ECDSA', hash: `SHA-${bits}` } });
const edwards: Algorithm = { key: { name: 'Ed25519' }, verify: { name: 'Ed25519' } };

/** RFC 7518 §3.1, RFC 8037 §3.1: what a browser can verify. */
const algorithms: Readonly<Record<string, Algorithm>> = {
  RS256: rsa('256'), RS384: rsa('384'), RS512: rsa('512'), PS256: pss(256), PS384: pss(384), PS512: pss(512),
  ES256: ecdsa('P-256', '256'), ES384: ecdsa('P-384', '384'), ES512: ecdsa('P-521', '512'), EdDSA: edwards, Ed25519: edwards,
};

const verdict = (state: SignatureVerdict['state'], words: string, kid?: string): SignatureVerdict => ({ state, words, kid });

/** Verifies in this browser, by one of these keys. RFC 8725 §3.1: a key is used with the algorithm that the key is for. */
export async function verifySignature(jwt: Jwt, keys: readonly PublishedKey[]): Promise<SignatureVerdict> {
  const { alg, kid } = jwt.header;
  if (typeof alg !== 'string' || alg.toLowerCase() === 'none') return verdict('bad', 'It is not signed: anybody can have written it.');
  if (alg.startsWith('HS')) return verdict('unknown', `It is signed with a secret that the server and one other share (${alg}). This page does not have the secret; who has it can verify it.`);
  const algorithm = Object.hasOwn(algorithms, alg) ? algorithms[alg] : undefined;
  if (algorithm === undefined) return verdict('unknown', `No browser can verify ${alg}.`);
  if (typeof kid !== 'string') return verdict('bad', 'It does not say which key signed it.');
  const key = keys.find((one) => one.kid === kid && (one.alg === undefined || one.alg === alg));
  if (key === undefined) return verdict('bad', `This server has no key ${kid} for ${alg}. Another server signed it, the key is gone since, or the header was changed.`);
  return verdictOf(await verify(jwt, key, algorithm), kid);
}

/** RFC 9449 §4.3: a proof is verified by the key in its own header. */
export async function verifyProof(jwt: Jwt): Promise<SignatureVerdict> {
  const { alg, jwk } = jwt.header;
  const algorithm = typeof alg === 'string' && Object.hasOwn(algorithms, alg) ? algorithms[alg] : undefined;
  if (algorithm === undefined || typeof jwk !== 'object' || jwk === null) return verdict('bad', 'The header has no key that a browser can verify it by.');
  const outcome = verdictOf(await verify(jwt, jwk, algorithm), undefined);
  return outcome.state === 'good' ? { ...outcome, words: 'The key in the header signed it. Whose key that is, the token tells that is bound to it.' } : outcome;
}

function verdictOf(outcome: boolean | 'impossible', kid: string | undefined): SignatureVerdict {
  if (outcome === 'impossible') return verdict('unknown', 'This browser can not verify it: it does so on https and on localhost alone, and not with every algorithm.', kid);
  return outcome ? verdict('good', 'The key signed exactly this header and these claims.', kid) : verdict('bad', 'The signature does not fit: the header or the claims were changed after they were signed, or the text was cut.', kid);
}

async function verify({ signed, signature }: Jwt, jwk: PublishedKey, { key: importAs, verify: how }: Algorithm): Promise<boolean | 'impossible'> {
  // On http, but for localhost, browsers have no WebCrypto, whatever its type says.
  const subtle = (crypto as { readonly subtle?: SubtleCrypto }).subtle;
  const bytes = bytesOf(signature);
  if (subtle === undefined) return 'impossible';
  if (bytes === undefined) return false;
  const { kty, n, e, crv, x, y } = jwk;
  const bare = Object.fromEntries(Object.entries({ kty, n, e, crv, x, y }).filter(([, value]) => value !== undefined)) as JsonWebKey;
  try {
    return await subtle.verify(how, await subtle.importKey('jwk', bare, importAs, false, ['verify']), bytes, new TextEncoder().encode(signed));
  } catch {
    return 'impossible';
  }
}
