import type { Params } from '../params.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { PromptName } from '../vocabulary/names.ts';

const known: ReadonlySet<string> = new Set<PromptName>(['none', 'login', 'consent', 'select_account']);

/** OIDC Core §3.1.2.1: a list of prompt values; `none` stands alone. */
export function parsePrompt(params: Params): ReadonlySet<PromptName> | OAuthRefusal {
  const values = new Set((params.optional('prompt') ?? '').split(' ').filter((value) => value !== ''));
  for (const value of values) if (!known.has(value)) return invalidRequest('prompt.unknown', { received: value.slice(0, 40) });
  if (values.has('none') && values.size > 1) return invalidRequest('prompt.none_with_others');
  return values as ReadonlySet<PromptName>;
}

/** OIDC Core §3.1.2.1: seconds since the last sign-in that are allowed; 0 asks for a new one. */
export function parseMaxAge(params: Params): number | undefined | OAuthRefusal {
  const text = params.optional('max_age');
  if (text === undefined) return undefined;
  return /^\d{1,10}$/.test(text) ? Number(text) : invalidRequest('max_age.malformed', { expected: 'digits', received: text.slice(0, 40) });
}

