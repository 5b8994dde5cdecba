import type { FindVerificationKey } from '../protocol/ports/jws.ts';
import type { VerifiedJwt } from '../protocol/ports/key-ring.ts';
import { parseObject, splitCompact, type JsonObject } from './compact-parts.ts';
import { openJws } from './open-jws.ts';

interface Header { readonly alg: string; readonly kid: string; readonly typ: string | undefined }

const longestJwt = 16 * 1024;
const ownHeaders: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);
const numericDates = ['exp', 'nbf', 'iat'] as const;

/**
 * RFC 7515 §5.2 for tokens that this server signed: whatever it would not have written itself is refused before any cryptography.
 * RFC 8725 §3.1: the key is chosen by kid among our own, and verifies its one algorithm only.
 * @param jwt anything at all
 * @returns `undefined` when it is none of ours; `exp` and the rest of the claims are for the caller to judge
 */
export async function verifyJws(jwt: string, findKey: FindVerificationKey): Promise<VerifiedJwt | undefined> {
  const header = parseHeader(jwt);
  if (header === undefined) return undefined;
  const key = await findKey(header.kid);
  if (key === undefined || key.alg !== header.alg) return undefined;
  const claims = parseClaims(await openJws(jwt, key.publicKey, key.alg));
  return claims === undefined ? undefined : { typ: header.typ, alg: key.alg, claims };
}

/**
 * RFC 8725 §3.10: a header holds `alg`, `kid` and perhaps `typ`, and nothing else.
 * So no key (`jwk`, `x5c`), no address of one (`jku`, `x5u`) and no extension (`crit`, `b64`) of a stranger is ever looked at.
 */
function parseHeader(jwt: string): Header | undefined {
  const parts = splitCompact(jwt, { count: 3, longest: longestJwt });
  if (parts === undefined || parts.includes('')) return undefined;
  const header = parseObject(Buffer.from(parts[0] as string, 'base64url'));
  if (header === undefined || !Object.keys(header).every((name) => ownHeaders.has(name))) return undefined;
  const { alg, kid, typ } = header;
  if (typeof alg !== 'string' || typeof kid !== 'string' || (typ !== undefined && typeof typ !== 'string')) return undefined;
  return { alg, kid, typ };
}

/** RFC 7519 §7.2: the payload is a JSON object. RFC 7519 §2: a NumericDate is a number; this server writes whole seconds after the epoch. */
function parseClaims(payload: Uint8Array | undefined): JsonObject | undefined {
  const claims = payload === undefined ? undefined : parseObject(payload);
  return claims !== undefined && numericDates.every((name) => claims[name] === undefined || isWholeSeconds(claims[name])) ? claims : undefined;
}

const isWholeSeconds = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
