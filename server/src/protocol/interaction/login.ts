import { loginRequired } from '../vocabulary/errors.ts';
import type { StepRule } from './next-step.ts';

/**
 * OIDC Core §3.1.2.3: sign in when nobody is, when somebody else is meant, when it was asked for, or when the last time is too long ago.
 * Times are whole seconds, so an age of exactly max_age may be more in truth: it asks again.
 */
export const login: StepRule = {
  step: 'login',
  refuse: (situation) => (situation.session !== undefined && situation.otherPersonNamed ? loginRequired('session.other_user') : loginRequired('session.login_required')),
  needed({ session, done, prompt, maxAge, now, otherPersonNamed }) {
    if (session === undefined) return true;
    if (done.has('login')) return false;
    return otherPersonNamed || prompt.has('login') || prompt.has('select_account') || (maxAge !== undefined && now - session.authTime >= maxAge);
  },
};
