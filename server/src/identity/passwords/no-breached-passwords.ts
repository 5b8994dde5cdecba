import type { BreachedPasswords } from '../ports/breached-passwords.ts';

/** Where the operator has no list. */
export const noBreachedPasswords: BreachedPasswords = { isBreached: () => Promise.resolve(false) };
