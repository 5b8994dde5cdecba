import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { LoginRules, RuledLogin, RulesContext, RulesSaid } from '../../protocol/ports/login-rules.ts';
import type { MessageSeal } from '../../protocol/ports/message-seal.ts';
import { ruleSettingPlace, type ActiveRuleReader, type ActiveRules, type Rule } from '../../protocol/ports/rule-store.ts';
import { accessDenied, serverError, temporarilyUnavailable, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { ScriptFailure, ScriptResult } from '../script-job.ts';
import type { ScriptRunner } from '../script-pool.ts';
import { contextOf } from './rule-context.ts';
import { findRulePerson, type PersonTools } from './rule-person.ts';

/** Where rules and people are kept, and what runs scripts. */
export interface LoginRuleTools extends PersonTools { readonly rules: ActiveRuleReader; readonly connections: Pick<ConnectionDirectory, 'find'>; readonly messageSeal: MessageSeal; readonly runner: ScriptRunner }

/** Runs the rules of a tenant. It fails closed: whatever goes wrong lets nobody in. */
export function createLoginRules(tools: LoginRuleTools): LoginRules {
  const configurationOf = settingsOpener(tools.messageSeal);
  const play = async (login: RuledLogin, active: ActiveRules, { tenant, record }: RulesContext): Promise<RulesSaid | OAuthRefusal> => {
    const person = await findRulePerson(tenant.id, login.userId, tools);
    if (person === undefined) return accessDenied('user.gone');
    const { user, told, roles } = person;
    const context = contextOf(login, { tenant, user, roles, connection: await tools.connections.find(tenant.id, user.connection) });
    const result = await tools.runner.run({ tenant: tenant.id, scripts: active.rules.map(({ script }) => script), input: JSON.stringify({ user: told, context, configuration: configurationOf(tenant.id, active) }) });
    if (result.lines.length > 0) record.pass('rules.console', { received: result.lines.join('\n').slice(0, longestConsole) });
    if (result.kind !== 'done') return refusalOf(result, active.rules, record);
    const { user: passedOn, context: passedContext } = JSON.parse(result.output) as Pick<RulesSaid, 'user' | 'context'>;
    return { before: told, user: passedOn, context: passedContext, names: active.rules.map(({ name }) => name).join(', ').slice(0, longestConsole) };
  };
  return {
    run(login, context) {
      const { tenant } = context;
      if (!tenant.settings.rulesEnabled) return undefined;
      const active = tools.rules.findActiveRules(tenant.id);
      if (active === undefined) return undefined;
      return active instanceof Promise ? active.then((found) => (found === undefined ? undefined : play(login, found, context))) : play(login, active, context);
    },
  };
}

/** Characters of the console that the log keeps. */
const longestConsole = 2000;

/** Values are opened once for each state of the configuration. */
function settingsOpener(seal: MessageSeal) {
  const opened = new WeakMap<ActiveRules, Readonly<Record<string, string>>>();
  return (tenant: TenantId, active: ActiveRules) => {
    const known = opened.get(active) ?? Object.fromEntries(active.settings.map(({ key, sealed }) => [key, seal.open(sealed, ruleSettingPlace(tenant, key))]));
    opened.set(active, known);
    return known;
  };
}

const reasons = {
  syntax: 'rules.syntax', not_a_function: 'rules.syntax', threw: 'rules.threw', time: 'rules.time', memory: 'rules.memory', unfinished: 'rules.unfinished', output: 'rules.output', lost: 'rules.memory', busy: 'rules.busy',
} as const satisfies Record<ScriptFailure, string>;

/**
 * A rule that says no is quoted: its words are for the application. What went wrong inside of one is for the log alone (A224 of the attack cases):
 * nobody outside learns how the rules of the tenant are made.
 */
function refusalOf(result: Exclude<ScriptResult, { readonly kind: 'done' }>, rules: readonly Rule[], record: RulesContext['record']): OAuthRefusal {
  const name = result.script === undefined ? undefined : rules[result.script]?.name;
  if (result.kind === 'denied') {
    record.fail('rules.passed', { received: `${name ?? 'a rule'} said no` });
    return accessDenied('rules.denied', { received: result.message, told: result.message === '' ? 'unauthorized' : result.message });
  }
  const { failure, line, column, message } = result;
  record.fail('rules.passed', { received: `${name ?? 'the rules'}${line === undefined ? '' : `, line ${line}, column ${column ?? 1}`}: ${message}` });
  return failure === 'busy' ? temporarilyUnavailable('rules.busy') : serverError(reasons[failure]);
}
