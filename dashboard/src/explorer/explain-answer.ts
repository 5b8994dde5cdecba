import { neededScopes } from './operations.ts';
import type { Exchange } from './send-call.ts';

/** What a refusal means, and what to do. */
export interface Explained { readonly message: string | undefined; readonly code: string | undefined; readonly words: string }

const words: Readonly<Record<number, string>> = {
  400: 'What was sent does not fit what the operation takes. The message names the member; the form of the body stands below the field.',
  404: 'There is no such thing, or no longer. Look at the ids in the address.',
  409: 'Something is in the way: a name that is taken, or a change that somebody else made in this moment.',
  413: 'The body is larger than the server takes.', 415: 'The server does not take this kind of body here.',
  429: 'Too many calls in a short time. The header Retry-After says how many seconds to wait.',
};

/** Explains an answer that is a refusal; `undefined` for one that is not. */
export function explainAnswer({ status, body, operation, tokenScopes }: Exchange): Explained | undefined {
  if (status < 400) return undefined;
  const told = read(body);
  const base = { message: told.message ?? told.error_description, code: told.errorCode ?? told.error };
  if (status === 401) return { ...base, words: 'The server does not take the token: it is over, or it was revoked. Generate another, or use your own session.' };
  if (status === 403) return { ...base, words: explainForbidden(neededScopes(operation), tokenScopes) };
  return { ...base, words: words[status] ?? (status >= 500 ? 'Something failed at the server; the log has it under the number of the request.' : `The server answered ${status}.`) };
}

function explainForbidden(needed: readonly string[], has: ReadonlySet<string>): string {
  if (!needed.some((scope) => has.has(scope))) return `The token lacks ${needed.join(' or ')}. Generate one that has it; you must be allowed it yourself.`;
  return 'The token has a scope for this kind of call, and this one is more than it may do, or more than your role allows now.';
}

function read(body: string): { readonly message?: string; readonly error?: string; readonly errorCode?: string; readonly error_description?: string } {
  try {
    return JSON.parse(body) as object;
  } catch {
    return {};
  }
}
