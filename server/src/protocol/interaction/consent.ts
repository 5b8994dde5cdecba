import { consentRequired } from '../vocabulary/errors.ts';
import type { StepRule } from './next-step.ts';

/** OIDC Core §3.1.2.4: ask once for every scope of a third-party application, and whenever prompt=consent asks for it. */
export const consent: StepRule = {
  step: 'consent',
  refuse: () => consentRequired('consent.required'),
  needed({ done, prompt, consentNeedless, consentEachTime, scope, consentedScope }) {
    if (done.has('consent')) return false;
    if (prompt.has('consent') || consentEachTime) return true;
    return !consentNeedless && !(consentedScope !== undefined && scope.every((token) => consentedScope.includes(token)));
  },
};
