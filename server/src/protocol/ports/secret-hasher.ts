/** Compares a generated secret with its stored hashes, in constant time. */
export interface SecretHasher { matches(secret: string, hashes: readonly string[]): boolean; hash(secret: string): string }
