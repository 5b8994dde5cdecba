import type { Subject } from '../subject.ts';
import type { Claims, RuleOutcome } from './rule-outcome.ts';

/** The person as tokens and /userinfo tell of one after the rules. */
export const personAfterRules = (subject: Subject, ruled: RuleOutcome | undefined): Subject => (ruled === undefined || Object.keys(ruled.profile).length === 0 ? subject : { ...subject, profile: { ...subject.profile, ...ruled.profile } });

/** What rules add to the ID token and to the answer of /userinfo. */
export const claimsByRules = (ruled: RuleOutcome | undefined, scope: readonly string[]): Claims => (ruled === undefined ? {} : { ...(scope.includes('profile') ? ruled.further : {}), ...ruled.idToken });
