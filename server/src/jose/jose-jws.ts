import type { Jws } from '../protocol/ports/jws.ts';
import { assembleJws } from './assemble-jws.ts';
import { verifyJws } from './verify-jws.ts';

/** Signatures as the key ring asks for them. */
export const joseJws: Jws = { signerFor: assembleJws, verify: verifyJws };
