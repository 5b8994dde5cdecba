import { constants, createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';

type Members = Readonly<Record<string, unknown>>;

/** A key of an application, and its name (RFC 7638 §3). */
export interface DpopKey { readonly alg: string; readonly jwk: Members; readonly jkt: string; readonly privateKey: KeyObject }

const thumbprintMembers: Readonly<Record<string, readonly string[]>> = { EC: ['crv', 'kty', 'x', 'y'], OKP: ['crv', 'kty', 'x'], RSA: ['e', 'kty', 'n'] };

const edwards: ReadonlySet<string> = new Set(['EdDSA', 'Ed25519']);
const curves: Readonly<Record<string, string>> = { ES256: 'P-256', ES384: 'P-384', ES512: 'P-521' };
const pairOf = (alg: string) => {
  if (edwards.has(alg)) return generateKeyPairSync('ed25519');
  return alg.startsWith('ES') ? generateKeyPairSync('ec', { namedCurve: curves[alg] ?? '' }) : generateKeyPairSync('rsa', { modulusLength: 2048 });
};

/** A new key for proofs. */
export function newDpopKey(alg = 'ES256'): DpopKey {
  const { publicKey, privateKey } = pairOf(alg);
  const jwk: Members = { ...publicKey.export({ format: 'jwk' }) };
  const named = Object.fromEntries((thumbprintMembers[String(jwk['kty'])] ?? []).map((member) => [member, jwk[member]]));
  return { alg, jwk, jkt: createHash('sha256').update(JSON.stringify(named)).digest('base64url'), privateKey };
}

/** What a proof says; a member of `claims` or `header` that is `undefined` is left out. */
export interface ProofOf { readonly htm?: string; readonly htu: string; readonly claims?: Members; readonly header?: Members; /** `ath` is made of it. */ readonly token?: string | undefined; readonly nonce?: string | null | undefined }

/** RFC 9449 §4.2: a proof, right in everything that is not said otherwise. */
export function proofOf(key: DpopKey, { htm = 'POST', htu, claims = {}, header = {}, token, nonce }: ProofOf): string {
  const part = (members: Members) => Buffer.from(JSON.stringify(members)).toString('base64url');
  const content = `${part({ typ: 'dpop+jwt', alg: key.alg, jwk: key.jwk, ...header })}.${part({ jti: randomUUID(), htm, htu, iat: Math.floor(Date.now() / 1000), ...athOf(token), ...(nonce === undefined || nonce === null ? {} : { nonce }), ...claims })}`;
  return `${content}.${signatureOf(key, content).toString('base64url')}`;
}

const athOf = (token: string | undefined) => (token === undefined ? {} : { ath: createHash('sha256').update(token).digest('base64url') });

function signatureOf({ alg, privateKey }: DpopKey, content: string): Buffer {
  const data = Buffer.from(content);
  if (edwards.has(alg)) return sign(null, data, privateKey);
  const digest = `sha${alg.slice(2)}`;
  if (alg.startsWith('PS')) return sign(digest, data, { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST });
  return sign(digest, data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
}
