/** argon2id outside the event loop, behind a bounded queue. */
export interface PasswordHasher {
  /** A PHC string, or the word `busy` when the queue is full. */
  hash(password: string): Promise<string>;
  /** Always costs one hash, also for `undefined` (no such user): no timing tells whether an account exists. */
  verify(password: string, phc: string | undefined): Promise<'right' | 'wrong' | 'busy'>;
  /** The stored hash was made with weaker parameters than today's, or by another system. */
  needsRehash(phc: string): boolean;
}
