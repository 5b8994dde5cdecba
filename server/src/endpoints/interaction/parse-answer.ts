import { Refusal } from '../../kernel/refusal.ts';
import type { Params } from '../../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';

/** The button that was pressed. */
export function parseAnswer(params: Params): 'accept' | 'decline' | OAuthRefusal {
  const action = params.required('action');
  if (action instanceof Refusal || action === 'accept' || action === 'decline') return action;
  return invalidRequest('request.parameter_malformed', { expected: 'action=accept or action=decline' });
}
