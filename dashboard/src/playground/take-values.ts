import type { FlowValues } from './fill-template.ts';
import { parseToken } from '../tokens/parse-token.ts';

const isPlain = (value: unknown): value is string | number | boolean => ['string', 'number', 'boolean'].includes(typeof value);

/** The members of an answer as values, and the claims of the tokens in it: `id_token.nonce`. */
export function takeValues(members: Readonly<Record<string, unknown>>, under: string | undefined): FlowValues {
  const taken: Record<string, string> = {};
  for (const [name, value] of Object.entries(members)) {
    const first: unknown = Array.isArray(value) ? value[0] : value;
    if (!isPlain(first)) continue;
    const whole = under === undefined ? name : `${under}.${name}`;
    taken[whole] = String(first);
    Object.assign(taken, claimsOf(String(first), whole));
  }
  return taken;
}

function claimsOf(text: string, whole: string): FlowValues {
  const parsed = text.startsWith('eyJ') ? parseToken(text) : undefined;
  if (parsed?.form !== 'jwt') return {};
  return Object.fromEntries(Object.entries(parsed.claims).flatMap(([claim, value]) => { const first: unknown = Array.isArray(value) ? value[0] : value; return isPlain(first) ? [[`${whole}.${claim}`, String(first)]] : []; }));
}
