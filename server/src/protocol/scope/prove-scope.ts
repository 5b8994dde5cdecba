import { Refusal } from '../../kernel/refusal.ts';
import type { Params } from '../params.ts';
import { invalidScope, type OAuthRefusal } from '../vocabulary/errors.ts';
import { grantableScope, type ScopeContext } from './grantable-scope.ts';
import { parseScope } from './parse-scope.ts';

/** RFC 6749 §3.3, for a request that is answered before any person sees it: what can't be granted is refused at once, so that nobody is asked in vain. */
export function proveScope(params: Params, context: ScopeContext): readonly string[] | OAuthRefusal {
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const granted = grantableScope(asked, context);
  const beyond = asked.filter((token) => !granted.includes(token));
  if (beyond.length > 0) return invalidScope('scope.not_allowed', { expected: granted.length === 0 ? 'no scope' : granted.join(' '), received: beyond.join(' ') });
  const { record } = context;
  record.facts.scope = granted.join(' ');
  record.pass('scope.allowed');
  return granted;
}
