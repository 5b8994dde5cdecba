import type { TextId } from '../texts/catalogue.ts';

/** How an error page is told: what happened, whose side it is on, what to do. Texts with `{app}` may have a twin for an unknown application. */
export interface ErrorWords { readonly title: TextId; readonly side: TextId; readonly advice: TextId; readonly adviceUnknown?: TextId }

const owner = { advice: 'error.tell_owner', adviceUnknown: 'error.tell_owner.unknown' } as const;
const again = { advice: 'error.start_again', adviceUnknown: 'error.start_again.unknown' } as const;

const badRequest: ErrorWords = { title: 'error.request.title', side: 'error.not_you', ...owner };
const returnAddress: ErrorWords = { title: 'error.return_address.title', side: 'error.not_you', ...owner };
const clientUnknown: ErrorWords = { title: 'error.client_unknown.title', side: 'error.not_you', ...owner };
const wrongUse: ErrorWords = { title: 'error.wrong_use.title', side: 'error.nothing_changed', ...again };
const blocked: ErrorWords = { title: 'problem.blocked.lead', side: 'error.nothing_changed', advice: 'error.contact' };
const userCode: ErrorWords = { title: 'error.user_code.title', side: 'error.user_code.detail', advice: 'error.user_code.advice' };
const link: ErrorWords = { title: 'error.link.title', side: 'error.nothing_changed', advice: 'error.link.advice' };
const setup: ErrorWords = { title: 'error.setup.title', side: 'error.nothing_changed', advice: 'error.setup.advice' };
const failed: ErrorWords = { title: 'error.failed.title', side: 'error.not_you.short', advice: 'error.failed.advice' };
const upstream: ErrorWords = { title: 'error.upstream.title', side: 'error.nothing_changed', advice: 'error.upstream.advice' };
const throttled: ErrorWords = { title: 'error.throttled.title', side: 'error.nothing_changed', advice: 'error.throttled.advice' };
const unavailable: ErrorWords = { title: 'error.unavailable.title', side: 'error.ours', advice: 'error.unavailable.advice' };
const returnRefused: ErrorWords = { title: 'error.return_refused.title', side: 'error.return_refused.detail', advice: 'error.return_refused.advice', adviceUnknown: 'error.tell_owner.unknown' };

const words: Readonly<Record<string, ErrorWords>> = {
  'redirect_uri.missing': returnAddress,
  'redirect_uri.not_registered': returnAddress,
  'redirect_uri.differs': returnAddress,
  'client.unknown': clientUnknown,
  'client.no_credentials': clientUnknown,
  'document.off': clientUnknown,
  'document.address_malformed': clientUnknown,
  'document.unreachable': clientUnknown,
  'document.malformed': clientUnknown,
  'document.throttled': throttled,
  'registration.throttled': throttled,
  'client.disabled': { title: 'error.client_disabled.title', side: 'error.not_you', advice: 'error.client_disabled.advice' },
  'transaction.unknown': { title: 'error.transaction_unknown.title', side: 'error.transaction_unknown.detail', ...again },
  'transaction.stale': { title: 'error.transaction_stale.title', side: 'error.transaction_stale.detail', advice: 'error.transaction_stale.advice' },
  'par.unknown': { title: 'error.transaction_unknown.title', side: 'error.transaction_unknown.detail', ...again },
  'par.used': { title: 'error.transaction_unknown.title', side: 'error.transaction_unknown.detail', ...again },
  'csrf.failed': { title: 'error.form.title', side: 'error.nothing_changed', advice: 'error.form.advice' },
  'consent.declined': { title: 'error.declined.title', side: 'error.declined.detail', ...again },
  'request.not_found': { title: 'error.not_found.title', side: 'error.not_found.detail', ...again },
  'request.host_unknown': { title: 'error.host_unknown.title', side: 'error.not_you', advice: 'error.host_unknown.advice' },
  'request.method_not_allowed': wrongUse,
  'request.media_type_unknown': wrongUse,
  'request.body_malformed': wrongUse,
  'request.too_large': wrongUse,
  'session.login_required': { title: 'error.login_required.title', side: 'error.nothing_changed', ...again },
  'session.other_user': { title: 'error.login_required.title', side: 'error.nothing_changed', ...again },
  'logout.return_to_not_registered': returnRefused,
  'logout.client_unknown': returnRefused,
  'user_code.unknown': userCode,
  'user_code.expired': userCode,
  'user_code.used': userCode,
  'user_code.elsewhere': userCode,
  'ticket.unknown': link, 'ticket.used': link, 'ticket.expired': link, 'ticket.blocked': blocked,
  'setup.code_unknown': setup, 'setup.code_expired': setup, 'setup.throttled': throttled,
  'ciba.not_waiting': { title: 'error.approval.title', side: 'error.approval.detail', ...again },
  'login.blocked': blocked,
  'user.blocked': blocked,
  'user.gone': blocked,
  'login.throttled': throttled,
  'signup.throttled': throttled,
  'client.throttled': throttled,
  'login.busy': unavailable,
  'upstream.declined': { title: 'error.upstream_declined.title', side: 'error.nothing_changed', ...again },
  'upstream.state_unknown': { title: 'error.transaction_unknown.title', side: 'error.transaction_unknown.detail', ...again },
  'upstream.signup_closed': { title: 'problem.signup_closed.lead', side: 'error.nothing_changed', advice: 'problem.signup_closed' },
  'signup.closed': { title: 'problem.signup_closed.lead', side: 'error.nothing_changed', advice: 'problem.signup_closed' },
  'account.other_person': { title: 'error.other_person.title', side: 'error.nothing_changed', advice: 'error.other_person.advice' },
  'server.unavailable': unavailable,
};

/** What an application sends wrong: everything else of these families. */
const requestFamilies: ReadonlySet<string> = new Set(['request', 'client', 'assertion', 'par', 'request_object', 'request_uri', 'grant_type', 'response_type', 'response_mode', 'pkce', 'prompt', 'max_age', 'id_token_hint', 'target', 'scope', 'consent', 'code', 'grant', 'refresh', 'token', 'registration', 'poll', 'device_code', 'auth_req_id', 'ciba']);

/** The words for a reason of `kernel/reasons/`. A reason that no family knows is a failure of ours. */
export function errorWords(reason: string): ErrorWords {
  const own = Object.hasOwn(words, reason) ? words[reason] : undefined;
  if (own === undefined && reason.startsWith('upstream.')) return upstream;
  return own ?? (requestFamilies.has(reason.split('.')[0] ?? '') ? badRequest : failed);
}
