import type { Reason } from './reason.ts';

const log = 'Read the log of this request: it names the rule, the line and what was wrong.';

/** Refusals by the rules of a tenant, or because of them. */
export const rulesReasons = {
  'rules.denied': { check: 'rules.passed', explain: 'A rule of the tenant did not let the person in.', fix: ['Read the message of the rule.'] },
  'rules.threw': { check: 'rules.passed', explain: 'A rule of the tenant ended in an error, so nobody is let in.', fix: [log] },
  'rules.time': { check: 'rules.passed', explain: 'The rules of the tenant did not come to their end in time, so nobody is let in.', fix: [log] },
  'rules.memory': { check: 'rules.passed', explain: 'The rules of the tenant need more memory than they may have, so nobody is let in.', fix: [log] },
  'rules.unfinished': { check: 'rules.passed', explain: 'A rule of the tenant ended without calling callback, so nobody is let in.', fix: ['Call callback once on every way through the rule.', log] },
  'rules.output': { check: 'rules.passed', explain: 'The rules of the tenant passed on what is no JSON, or more than tokens can hold, so nobody is let in.', fix: ['Put few and small claims into tokens.', log] },
  'rules.syntax': { check: 'rules.passed', explain: 'A rule of the tenant is no function, so nobody is let in.', fix: [log] },
  'rules.step': { check: 'rules.passed', explain: 'A rule of the tenant asked for a further step of the sign-in, which this server does not have, so nobody is let in.', fix: ['Take context.redirect and context.multifactor out of the rules.', log] },
  'rules.busy': { check: 'rules.passed', explain: 'The rules of the tenant could not be run now.', fix: ['Try again in a few seconds.'] },
} as const satisfies Record<string, Reason>;
