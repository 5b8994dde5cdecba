import { invalidScope, type OAuthRefusal } from '../vocabulary/errors.ts';

const maxTokens = 100;
/** RFC 6749 §3.3: scope-token = 1*( %x21 / %x23-5B / %x5D-7E ). */
const wellFormed = /^[\x21\x23-\x5b\x5d-\x7e]+(?: [\x21\x23-\x5b\x5d-\x7e]+)*$/;

/** RFC 6749 §3.3: a list of scope tokens, without repetitions; an absent parameter is an empty list. */
export function parseScope(text: string | undefined): readonly string[] | OAuthRefusal {
  if (text === undefined) return [];
  if (!wellFormed.test(text)) return invalidScope('scope.malformed');
  const tokens = text.split(' ');
  if (tokens.length > maxTokens) return invalidScope('scope.malformed', { expected: `at most ${maxTokens} scope tokens`, received: String(tokens.length) });
  return [...new Set(tokens)];
}
