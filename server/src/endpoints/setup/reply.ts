import type { Connection } from '../../identity/connections/connection.ts';
import { passwordRulesOf } from '../../identity/connections/password-rules.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Clock } from '../../kernel/time.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { maySkip } from './may-skip.ts';

/** What stands in the page, and what went wrong. */
export interface ShownSetup { readonly code: string; readonly connection: Connection; readonly email: string; readonly refusal?: Refusal }

/** The set-up page, empty or with what went wrong. */
export function setupReply(request: Request, { code, connection, email, refusal }: ShownSetup, { clock }: { readonly clock: Clock }): Reply {
  const { minLength: shortest } = passwordRulesOf(connection.options);
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, clock.now()),
    page: {
      name: 'setup', frame: frameOf(request), code, email, shortest, skips: maySkip(request, connection),
      problem: refusal === undefined ? undefined : { reason: refusal.reason, retryAt: refusal.evidence.retryAt, shortest },
    },
  };
}
