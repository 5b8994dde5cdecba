import { randomFillSync } from 'node:crypto';

const bytesPerId = 15;
const pool = Buffer.alloc(bytesPerId * 512);
let used = pool.length;

/** `req_` and 20 characters of `[A-Za-z0-9_-]`: 120 random bits, taken from a pool so that one call to the generator serves 512 requests. */
export function newRequestId(): string {
  if (used === pool.length) { randomFillSync(pool); used = 0; }
  const text = pool.toString('base64url', used, used + bytesPerId);
  used += bytesPerId;
  return `req_${text}`;
}
