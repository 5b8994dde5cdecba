import type { KeyObject } from 'node:crypto';
import { loadJose } from './load-jose.ts';

/**
 * RFC 7515 §5.2, through `jose`: the payload, when the signature holds under the key with this algorithm; else `undefined`.
 * @param jws of proven form: three canonical parts, and an algorithm that fits the key
 */
export async function openJws(jws: string, key: KeyObject, alg: string): Promise<Uint8Array | undefined> {
  const { compactVerify, errors } = await loadJose();
  try {
    return (await compactVerify(jws, key, { algorithms: [alg] })).payload;
  } catch (error) {
    if (error instanceof errors.JOSEError) return undefined;
    throw error;
  }
}
