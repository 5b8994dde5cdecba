import { constants, generateKeyPairSync, sign, type KeyObject, type SignKeyObjectInput } from 'node:crypto';
import type { Jwk } from '../../src/protocol/ports/foreign-jwt.ts';
import { craft } from './keys-of-test.ts';

interface Pair { readonly publicKey: KeyObject; readonly privateKey: KeyObject }
const ecPair = (namedCurve: string): Pair => generateKeyPairSync('ec', { namedCurve });
const pairs = { rsa: generateKeyPairSync('rsa', { modulusLength: 2048 }) as Pair, p256: ecPair('P-256'), p384: ecPair('P-384'), p521: ecPair('P-521'), ed: generateKeyPairSync('ed25519') as Pair };
const forms: readonly (readonly [alg: string, pair: Pair, hash: string | null, form: Partial<SignKeyObjectInput>])[] = [
  ...['256', '384', '512'].flatMap((bits) => [
    [`RS${bits}`, pairs.rsa, `sha${bits}`, {}] as const,
    [`PS${bits}`, pairs.rsa, `sha${bits}`, { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: Number(bits) / 8 }] as const,
  ]),
  ['ES256', pairs.p256, 'sha256', { dsaEncoding: 'ieee-p1363' }], ['ES384', pairs.p384, 'sha384', { dsaEncoding: 'ieee-p1363' }], ['ES512', pairs.p521, 'sha512', { dsaEncoding: 'ieee-p1363' }],
  ['EdDSA', pairs.ed, null, {}], ['Ed25519', pairs.ed, null, {}],
];

/** A stranger who signs with one algorithm; `jwk` has no kid, no use and no alg. */
export interface Stranger { readonly alg: string; readonly pair: Pair; readonly jwk: Jwk; readonly sign: (header: Jwk, claims: unknown) => string; readonly signature: (input: Buffer) => Buffer }

/** One for each algorithm that foreign signatures may have. */
export const strangers: readonly Stranger[] = forms.map(([alg, pair, hash, form]) => {
  const signature = (input: Buffer) => sign(hash, input, { key: pair.privateKey, ...form });
  return { alg, pair, jwk: pair.publicKey.export({ format: 'jwk' }), signature, sign: (header, claims) => craft({ alg, ...header }, claims, signature) };
});
export const allAlgs = strangers.map(({ alg }) => alg);
export const strangerOf = (alg: string) => strangers.find((one) => one.alg === alg) as Stranger;
