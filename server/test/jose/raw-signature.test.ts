import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { rawSignature } from '../../src/jose/raw-signature.ts';

/** DER of one non-negative integer. */
function integer(value: bigint): number[] {
  const hex = value.toString(16);
  const bytes = [...Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')];
  const positive = (bytes[0] as number) > 0x7f ? [0, ...bytes] : bytes;
  return [0x02, positive.length, ...positive];
}
const der = (r: bigint, s: bigint) => { const body = [...integer(r), ...integer(s)]; return Buffer.from([0x30, body.length, ...body]); };
const padded = (value: bigint) => value.toString(16).padStart(64, '0');
const largest = (1n << 256n) - 1n;

describe('RFC 7518 §3.4: an ES256 signature is R and S in 32 bytes each', () => {
  test('RFC 7518 §3.4: any two numbers of up to 256 bits keep their value and their place', () => {
    // Numbers of every length, as a uniform choice hardly ever gives a short one.
    const number = fc.integer({ min: 1, max: 256 }).chain((bits) => fc.bigInt({ min: 0n, max: (1n << BigInt(bits)) - 1n }));
    fc.assert(fc.property(number, number, (r, s) => { assert.equal(rawSignature(der(r, s)).toString('hex'), padded(r) + padded(s)); }), { numRuns: 2000 });
  });

  test('RFC 7518 §3.4: numbers of one byte, with the first bit set and of full length come out in 64 bytes', () => {
    for (const r of [0n, 1n, 0x7fn, 0x80n, 0xffn, 0x100n, 1n << 248n, 1n << 255n, largest]) {
      for (const s of [0n, 1n, 0x80n, largest]) assert.equal(rawSignature(der(r, s)).toString('hex'), padded(r) + padded(s));
    }
  });

  test('RFC 7518 §3.4: what is not DER of two numbers of P-256 throws', () => {
    const sound = der(5n, 6n);
    const broken = [
      Buffer.alloc(0), Buffer.alloc(64), sound.subarray(0, -1), Buffer.concat([sound, Buffer.from([0])]), der(largest + 1n, 5n), der(5n, 1n << 300n),
      Buffer.from([0x31, ...sound.subarray(1)]), Buffer.from([0x30, 6, 0x03, 1, 5, 0x02, 1, 6]), Buffer.from([0x30, 5, 0x02, 0, 0x02, 1, 6]), Buffer.from([0x30, 6, 0x02, 4, 5, 0x02, 1, 6]), Buffer.from([0x30, 0x02, 0x02, 9]),
    ];
    for (const one of broken) assert.throws(() => rawSignature(one), /not the DER form/, one.toString('hex'));
  });
});
