import type { User } from '../../identity/ports/user-store.ts';
import type { AccountCommon } from '../../pages/account/account-pages.ts';
import { frameOf, retryHeaders, statusOf } from '../error-page/render-refusal.ts';
import { browserBinding } from '../interaction/browser-binding.ts';
import type { CookieChange } from '../request.ts';
import { accountTokens, type Told, type Visit } from './account-endpoint.ts';
import type { AccountTools } from './account-tools.ts';
import type { Place } from './places.ts';

/** What to call the person. */
export const accountName = ({ email, username, id }: Pick<User, 'email' | 'username' | 'id'>): string => email ?? username ?? id;

/** What every page of an account is given, in the language that the person chose. */
export function commonProps(visit: Visit, { place, told }: { readonly place: Place; readonly told: Told }, tools: AccountTools): AccountCommon {
  const { request, person: { user } } = visit;
  const { locale } = user.profile;
  const { refusal } = told;
  return {
    frame: frameOf(request, typeof locale === 'string' ? locale : undefined), account: accountName(user), tokens: accountTokens(visit, place, tools), done: told.done === true,
    problem: refusal === undefined ? undefined : { reason: refusal.reason, retryAt: refusal.evidence.retryAt },
  };
}

/** Status, headers and cookies of an account page; statuses as at the login page. */
export function commonReply({ request }: Visit, { refusal }: Told, tools: AccountTools): { readonly kind: 'page'; readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly cookies: readonly CookieChange[] } {
  return { kind: 'page', status: refusal === undefined ? 200 : statusOf(refusal), headers: refusal === undefined ? {} : retryHeaders(refusal, tools.clock.now()), cookies: browserBinding(request).cookies };
}
