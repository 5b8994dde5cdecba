import type { Connection } from '../../identity/connections/connection.ts';
import { nameRulesOf } from '../../identity/connections/name-rules.ts';
import { passwordRulesOf } from '../../identity/connections/password-rules.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Problem } from '../../pages/page.ts';
import { clientOfPage, tenantOfPage } from '../error-page/page-client.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { formTokens, type OpenStep, type StepTools } from '../interaction/prove-step.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** What stands in the page: the fields that the connection asks for, and what was typed into them. */
export interface ShownSignup { readonly step: OpenStep; readonly connection: Connection; readonly typed: { readonly email: string; readonly username: string }; readonly refusal?: Refusal }

/** The sign-up page, empty or with what went wrong; statuses as at the login page. */
export function signupReply(request: Request, { step, connection, typed, refusal }: ShownSignup, tools: StepTools): Reply {
  const { transaction, client } = step;
  const names = nameRulesOf(connection.options);
  const { minLength } = passwordRulesOf(connection.options);
  return {
    kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()),
    page: {
      name: 'signup', frame: frameOf(request, transaction.request['ui_locales']?.[0]), client: client === undefined ? tenantOfPage(request.tenant) : clientOfPage(client), form: formTokens(request, transaction, tools),
      email: typed.email, username: typed.username, asks: { email: names.email.signup, username: names.username.signup }, shortest: minLength,
      problem: refusal === undefined ? undefined : problemOf(refusal, minLength),
    },
  };
}

/** An empty field reads as what it would be if it were judged. */
const problemOf = ({ reason, evidence }: Refusal, shortest: number): Problem => ({ reason: reason === 'request.parameter_missing' ? 'signup.password_weak' : reason, retryAt: evidence.retryAt, shortest });
