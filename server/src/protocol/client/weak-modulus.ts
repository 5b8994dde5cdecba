const primes = [3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83, 89, 97, 101, 103, 107, 109, 113, 127, 131, 137, 139, 149, 151, 157, 163, 167] as const;
const generator = 65_537;
/** For each prime the remainders that a modulus of the weak kind can leave. */
const remainders: readonly (readonly [prime: bigint, powers: ReadonlySet<bigint>])[] = primes.map((prime) => [BigInt(prime), powersOf(generator % prime, prime)]);

/**
 * CVE-2017-15361: some smart cards made RSA primes that are powers of 65537 modulo many small primes, and such a modulus can be factored.
 * Both primes have that form, and so has their product; of other moduli one in 2^150 does.
 * @param modulus big-endian
 */
export function isFactorable(modulus: Buffer): boolean {
  const number = BigInt(`0x${modulus.toString('hex')}`);
  return remainders.every(([prime, powers]) => powers.has(number % prime));
}

function powersOf(base: number, prime: number): ReadonlySet<bigint> {
  const powers = new Set<bigint>();
  for (let power = 1; !powers.has(BigInt(power)); power = (power * base) % prime) powers.add(BigInt(power));
  return powers;
}
