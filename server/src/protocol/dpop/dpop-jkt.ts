import type { Params } from '../params.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';

const thumbprint = /^[A-Za-z0-9_-]{43}$/;

/** RFC 9449 §10 `dpop_jkt`: the thumbprint of the key that the token request will prove; `undefined` when the request names none. */
export function parseDpopJkt(params: Params): string | OAuthRefusal | undefined {
  const sent = params.optional('dpop_jkt');
  return sent === undefined || thumbprint.test(sent) ? sent : invalidRequest('dpop.jkt_malformed', { expected: '43 characters of base64url', received: sent.slice(0, 60) });
}

/**
 * RFC 9449 §10.1: a pushed request may name the key, prove it, or both; both must be the same.
 * @param named what `parseDpopJkt` found
 * @param proved the thumbprint of the proof that came with the pushed request
 * @returns the key that the code will be bound to
 */
export function agreedDpopJkt(named: string | undefined, proved: string | undefined): string | OAuthRefusal | undefined {
  return named !== undefined && proved !== undefined && named !== proved ? invalidRequest('dpop.jkt_differs') : named ?? proved;
}
