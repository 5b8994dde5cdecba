const field = 2n ** 255n - 19n;
const withoutSign = 2n ** 255n - 1n;
/** The y coordinates of the eight points of edwards25519 whose order divides 8. */
const ed25519: ReadonlySet<bigint> = new Set([0n, 1n, field - 1n, littleEndian('26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05'), littleEndian('c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a')]);
/** The u coordinates of curve25519 and its twist whose order divides 8. */
const x25519: ReadonlySet<bigint> = new Set([0n, 1n, field - 1n, littleEndian('e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800'), littleEndian('5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157')]);

/**
 * RFC 8032 §5.1.3: a coordinate is below the field prime. A point of small order is refused too: under such a key one signature fits many messages, and every agreed secret is the same.
 * @param point 32 bytes
 * @returns what is wrong in words, or `undefined`
 */
export function smallOrderProblem(crv: 'Ed25519' | 'X25519', point: Buffer): string | undefined {
  const coordinate = littleEndian(point.toString('hex')) & withoutSign;
  if (coordinate >= field) return `x is no point of ${crv} in its one spelling`;
  return (crv === 'Ed25519' ? ed25519 : x25519).has(coordinate) ? `x is a point of small order of ${crv}, which is no key` : undefined;
}

function littleEndian(hex: string): bigint {
  return BigInt(`0x${Buffer.from(hex, 'hex').reverse().toString('hex')}`);
}
