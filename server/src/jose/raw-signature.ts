const integerTag = 0x02;
const sequenceTag = 0x30;
const half = 32;

/**
 * RFC 7518 §3.4: an ES256 signature is R and S as 32 bytes each, big-endian, one after the other.
 * node:crypto gives DER; its own conversion halves the speed of signing on some releases.
 * @param der a DER sequence of two integers, of a P-256 key; anything else throws
 */
export function rawSignature(der: Buffer): Buffer {
  if (der[0] !== sequenceTag || der[1] !== der.length - 2) throw notDer();
  const raw = Buffer.alloc(2 * half);
  const middle = copyInteger(der, 2, raw.subarray(0, half));
  if (copyInteger(der, middle, raw.subarray(half)) !== der.length) throw notDer();
  return raw;
}

/** Copies the integer at `at` to the right end of `into`, and tells where the next thing begins. */
function copyInteger(der: Buffer, at: number, into: Buffer): number {
  const length = der[at + 1] ?? 0;
  const end = at + 2 + length;
  if (der[at] !== integerTag || length === 0 || end > der.length) throw notDer();
  // DER puts a zero byte before a number whose first bit is set, and writes small numbers shorter.
  const start = der[at + 2] === 0 ? at + 3 : at + 2;
  if (end - start > half) throw notDer();
  der.copy(into, half - (end - start), start, end);
  return end;
}

const notDer = () => new Error('This is not the DER form of a signature by a P-256 key.');
