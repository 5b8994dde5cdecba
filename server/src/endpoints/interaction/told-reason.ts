import type { Refusal } from '../../kernel/refusal.ts';
import type { Problem } from '../../pages/page.ts';

/** Reasons that would tell a stranger whether an account exists, or that only say that a field was left empty: the person reads the one text of a wrong pair. */
const toldAsWrongPair: ReadonlySet<string> = new Set(['login.unknown_user', 'login.bad_credentials', 'request.parameter_missing']);

/** What the person is told of a refused sign-in; the log keeps the true reason. */
export function problemOf({ reason, evidence }: Refusal): Problem {
  return { reason: toldAsWrongPair.has(reason) ? 'login.bad_credentials' : reason, retryAt: evidence.retryAt };
}
