import type { KeyObject } from 'node:crypto';
import type { Milliseconds } from '../../kernel/time.ts';
import type { SigningAlgorithm } from '../vocabulary/names.ts';

/** What a certificate says of a key. */
export interface Certified {
  readonly alg: SigningAlgorithm;
  readonly kid: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The host of the tenant: subject and issuer. */
  readonly host: string;
  readonly fromMs: Milliseconds;
}

/** Makes a certificate of a key by the key itself (RFC 5280 §3.2), for those who take keys in no other form; DER. Nothing here is verified by one. */
export type KeyCertifier = (certified: Certified) => Promise<Buffer>;
