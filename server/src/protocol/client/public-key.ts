import { createPublicKey, type KeyObject } from 'node:crypto';
import type { Jwk } from '../ports/foreign-jwt.ts';
import { smallOrderProblem } from './small-order.ts';
import { isFactorable } from './weak-modulus.ts';

/** The members that say which key it is, all text in canonical base64url but for the names. */
export type KeyMaterial = Readonly<Record<'kty', string> & Partial<Record<'crv' | 'x' | 'y' | 'n' | 'e', string>>>;
/** How a key object is made of them; throws when they are no key. A caller may hand in one that remembers. */
export type MakeKey = (material: KeyMaterial) => KeyObject;
type Use = 'sig' | 'enc';
interface Purpose { readonly use: Use; readonly algs: RegExp }
interface Kind { readonly purposes: readonly Purpose[]; readonly read: (jwk: Jwk) => KeyMaterial | string }

const privateMembers = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'oth', 'k'] as const;
const leastRsaBits = 2048;
const mostRsaBits = 8192;
/** A longer exponent makes a verification dear, which whoever registers a key could wish for; those in use have 17 bits. */
const mostExponentBytes = 4;
const longestKid = 256;
/** RFC 7517 §4.3: what may be done with a public key. */
const operations: Readonly<Record<Use, readonly string[]>> = { sig: ['verify'], enc: ['encrypt', 'wrapKey', 'deriveKey', 'deriveBits'] };

/** Makes a key object, and proves that a point lies on its curve. */
export const makePublicKey: MakeKey = (material) => createPublicKey({ key: material, format: 'jwk' });

/**
 * RFC 7517 §4, RFC 7518 §6, RFC 8037 §2: a public key that may be relied on; A100 of the attack cases.
 * RSA with 2048 to 8192 bits (RFC 7518 §3.3), EC on P-256, P-384 or P-521, Ed25519, and X25519 for encryption.
 * @param value one key of a key set, or of a header
 * @returns the key object, or what is wrong in words
 */
export function parsePublicKey(value: unknown, make: MakeKey = makePublicKey): KeyObject | string {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'a key is a JSON object';
  const material = parseMaterial(value as Jwk);
  if (typeof material === 'string') return material;
  try {
    return make(material);
  } catch {
    return material.kty === 'EC' ? `x and y are no point of ${material.crv ?? 'the curve'}` : 'its members are no key';
  }
}

function parseMaterial(jwk: Jwk): KeyMaterial | string {
  const kind = kindOf(jwk);
  return typeof kind === 'string' ? kind : privateProblem(jwk) ?? kidProblem(jwk) ?? purposeProblem(jwk, kind) ?? kind.read(jwk);
}

function kindOf(jwk: Jwk): Kind | string {
  const { kty, crv } = jwk;
  if (kty === 'oct') return 'kty oct is a secret key; only public keys are taken';
  const name = kty === 'RSA' ? 'RSA' : `${shown(kty)} ${shown(crv)}`;
  return kinds.get(name) ?? (typeof kty === 'string' && (kty === 'EC' || kty === 'OKP') ? `crv ${shown(crv)} is not taken for kty ${kty}; it must be ${kty === 'EC' ? 'P-256, P-384 or P-521' : 'Ed25519 or X25519'}` : `kty ${shown(kty)} is not taken; it must be RSA, EC or OKP`);
}

/** RFC 7517 §9.2: whoever sends a private key has lost it. */
function privateProblem(jwk: Jwk): string | undefined {
  const found = privateMembers.find((name) => jwk[name] !== undefined);
  return found === undefined ? undefined : `the member ${found} belongs to a private key; only the public half is taken, and this key should be replaced`;
}

const kidProblem = ({ kid }: Jwk) => (kid === undefined || (typeof kid === 'string' && kid !== '' && kid.length <= longestKid) ? undefined : `kid must be text of 1 to ${longestKid} characters`);

/** RFC 7517 §4.2: what the key says that it is for agrees with itself, and a key of its kind can do it. */
function purposeProblem({ use, key_ops: ops, alg }: Jwk, { purposes }: Kind): string | undefined {
  if (use !== undefined && use !== 'sig' && use !== 'enc') return `use ${shown(use)} is not taken; it must be sig or enc`;
  const possible = use === undefined ? purposes : purposes.filter((purpose) => purpose.use === use);
  if (possible.length === 0) return `use ${shown(use)} is not possible for a key of this kind`;
  const meant = alg === undefined ? possible : possible.filter(({ algs }) => typeof alg === 'string' && algs.test(alg));
  if (meant.length === 0) return `alg ${shown(alg)} does not fit the kind of the key or its use`;
  const allowed = meant.flatMap((purpose) => operations[purpose.use]);
  const sane = ops === undefined || (Array.isArray(ops) && new Set(ops).size === ops.length && ops.every((one) => allowed.includes(one as string)));
  return sane ? undefined : `key_ops must be distinct names of what this key may do: ${allowed.join(', ')}`;
}

/** RFC 7518 §6.3.1. */
function readRsa({ n, e }: Jwk): KeyMaterial | string {
  const [modulus, exponent] = [numberOf(n, mostRsaBits / 8), numberOf(e, mostExponentBytes)];
  if (modulus === undefined) return `n must be base64url without padding, no leading zero byte, and at most ${mostRsaBits} bits`;
  const bits = modulus.length * 8 - Math.clz32(modulus[0] as number) + 24;
  if (bits < leastRsaBits) return `an RSA key has at least ${leastRsaBits} bits; this one has ${bits}`;
  if (!isOdd(modulus)) return 'n is even, so it is no modulus';
  if (isFactorable(modulus)) return 'n was made by a device whose keys can be factored (CVE-2017-15361); this key should be replaced';
  if (exponent === undefined || !isOdd(exponent) || (exponent.length === 1 && (exponent[0] as number) < 3)) return `e must be an odd number of at least 3 in base64url without padding, and at most ${mostExponentBytes} bytes`;
  return { kty: 'RSA', n: n as string, e: e as string };
}

/** RFC 7518 §6.2.1: coordinates have the full length of the curve. */
const readEc = (crv: string, length: number) => ({ x, y }: Jwk): KeyMaterial | string =>
  bytesOf(x)?.length === length && bytesOf(y)?.length === length ? { kty: 'EC', crv, x: x as string, y: y as string } : `x and y must be ${length} bytes each in base64url without padding`;

/** RFC 8037 §2. */
const readOkp = (crv: 'Ed25519' | 'X25519') => ({ x }: Jwk): KeyMaterial | string => {
  const point = bytesOf(x);
  return point?.length === 32 ? smallOrderProblem(crv, point) ?? { kty: 'OKP', crv, x: x as string } : 'x must be 32 bytes in base64url without padding';
};

const sig = (algs: RegExp): Purpose => ({ use: 'sig', algs });
const enc = (algs: RegExp): Purpose => ({ use: 'enc', algs });
const ecdh = enc(/^ECDH-ES(\+A(128|192|256)KW)?$/);
const kinds: ReadonlyMap<string, Kind> = new Map([
  ['RSA', { purposes: [sig(/^[RP]S(256|384|512)$/), enc(/^RSA-OAEP(-(256|384|512))?$/)], read: readRsa }],
  ['EC P-256', { purposes: [sig(/^ES256$/), ecdh], read: readEc('P-256', 32) }],
  ['EC P-384', { purposes: [sig(/^ES384$/), ecdh], read: readEc('P-384', 48) }],
  ['EC P-521', { purposes: [sig(/^ES512$/), ecdh], read: readEc('P-521', 66) }],
  ['OKP Ed25519', { purposes: [sig(/^(EdDSA|Ed25519)$/)], read: readOkp('Ed25519') }],
  ['OKP X25519', { purposes: [ecdh], read: readOkp('X25519') }],
]);

/** The bytes of text in its one spelling (RFC 7515 §2). */
function bytesOf(value: unknown): Buffer | undefined {
  if (typeof value !== 'string' || value.length > mostRsaBits / 4) return undefined;
  const bytes = Buffer.from(value, 'base64url');
  return bytes.toString('base64url') === value ? bytes : undefined;
}

/** RFC 7518 §2 Base64urlUInt: as few bytes as possible. */
function numberOf(value: unknown, mostBytes: number): Buffer | undefined {
  const bytes = bytesOf(value);
  return bytes !== undefined && bytes.length > 0 && bytes.length <= mostBytes && bytes[0] !== 0 ? bytes : undefined;
}

const isOdd = (number: Buffer) => ((number.at(-1) as number) & 1) === 1;

/** What somebody sent, short enough to be shown, and one line. */
const shown = (value: unknown) => (typeof value === 'string' ? value.replace(/[^\x20-\x7e]/g, '?').slice(0, 40) : value === undefined ? '(missing)' : typeof value);
