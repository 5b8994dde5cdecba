import type { Awaitable } from '../../kernel/awaitable.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { isDashboard } from '../administration/dashboard-client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { Caller, LoginRules, RuledLogin, RulesContext } from '../ports/login-rules.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { Authorization } from '../tokens/authorization.ts';
import { serverError, type OAuthRefusal } from '../vocabulary/errors.ts';
import { judgeRules } from './judge-rules.ts';
import { missingStep } from './missing-step.ts';
import type { RuleOutcome } from './rule-outcome.ts';
import { personAfterRules } from './told-by-rules.ts';

/** Whose rules run, for whom, and where it is written down. */
export type RulesCall = RulesContext & { readonly caller: Caller; readonly tools: { readonly loginRules: LoginRules } };

/**
 * The rules have their say wherever tokens are made for a person, so that nobody gets around one by another grant type.
 * A code carries what they said at the sign-in; everything else asks them now, refreshes included. A tenant without rules answers at once.
 */
export function applyRules(authorization: Authorization, call: RulesCall): Awaitable<Authorization | OAuthRefusal> {
  const { grant, subject, ruled, client } = authorization;
  if (ruled !== undefined) return afterRules(authorization, ruled);
  if (grant === undefined || subject === undefined) return authorization;
  const login = { client, userId: subject.id, caller: call.caller, sessionKey: grant.sessionKey, authTime: grant.authTime, amr: grant.detail?.amr ?? [], sso: grant.sessionKey !== undefined };
  const outcome = findOutcome(login, call, grant.detail?.rules?.customScopes);
  if (outcome instanceof Promise) return outcome.then((found) => (found === undefined || found instanceof Refusal ? found ?? authorization : afterRules(authorization, found)));
  return outcome === undefined || outcome instanceof Refusal ? outcome ?? authorization : afterRules(authorization, outcome);
}

/** Runs the rules and judges what they said. `undefined`, and at once: there are none. `known` is for a request that names no scope of its own. */
export function findOutcome(login: RuledLogin, { tenant, record, tools }: Omit<RulesCall, 'caller'>, known: readonly string[] = []): Awaitable<RuleOutcome | OAuthRefusal | undefined> {
  // A rule that fails must not lock out who could mend it, and who writes rules must not decide about owners.
  if (isDashboard(login.client.id)) return undefined;
  const said = tools.loginRules.run(login, { tenant, record });
  if (said === undefined || said instanceof Refusal) return said;
  return judged(said, { login, known, record });
}

interface Judging { readonly login: RuledLogin; readonly known: readonly string[]; readonly record: RulesContext['record'] }

async function judged(running: Exclude<ReturnType<LoginRules['run']>, undefined | OAuthRefusal>, { login: { caller }, known, record }: Judging): Promise<RuleOutcome | OAuthRefusal | undefined> {
  const said = await running;
  if (said === undefined || said instanceof Refusal) return said;
  const missing = missingStep(said.context);
  if (missing !== undefined) {
    record.fail('rules.passed', { received: `context.${missing}` });
    return serverError('rules.step');
  }
  const asked = parseScope(caller.query['scope'] ?? caller.body['scope']);
  const outcome = judgeRules(said, asked instanceof Refusal || asked.length === 0 ? known : asked);
  if (outcome === undefined) return serverError('rules.output');
  record.pass('rules.passed', { received: said.names });
  return outcome;
}

/** What a rule took away of the permissions of an API. Scopes of OIDC stay: they are not of the API. */
export const scopeAfterRules = (scope: readonly string[], api: ResourceServer | undefined, { scope: allowed }: Pick<RuleOutcome, 'scope'>): readonly string[] =>
  (allowed === undefined || api === undefined ? scope : scope.filter((value) => allowed.includes(value) || !api.permissions.some((permission) => permission.value === value)));

function afterRules(authorization: Authorization, ruled: RuleOutcome): Authorization {
  const { client, subject, scope, api } = authorization;
  return {
    ...authorization, ruled, scope: scopeAfterRules(scope, api, ruled),
    subject: subject === undefined ? undefined : personAfterRules(subject, ruled),
    client: ruled.idTokenTtl === undefined ? client : { ...client, idTokenTtl: ruled.idTokenTtl },
  };
}
