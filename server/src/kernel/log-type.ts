import { events, type EventKind, type EventName } from './log-events.ts';

/** Auth0: success and failure of the token endpoint, by grant type. */
const exchanges: Readonly<Record<string, readonly [allowed: string, refused: string]>> = {
  authorization_code: ['seacft', 'feacft'],
  client_credentials: ['seccft', 'feccft'],
  refresh_token: ['sertft', 'fertft'],
  password: ['sepft', 'fepft'],
  'urn:ietf:params:oauth:grant-type:token-exchange': ['secte', 'fecte'],
  'http://auth0.com/oauth/grant-type/password-realm': ['sepft', 'fepft'],
  'http://auth0.com/oauth/grant-type/passwordless/otp': ['seoobft', 'feoobft'],
  'urn:openid:params:grant-type:ciba': ['ciba_exchange_succeeded', 'ciba_exchange_failed'],
  'urn:ietf:params:oauth:grant-type:device_code': ['sede', 'fede'],
};

/** Auth0: refusals that have a code of their own. */
const byReason: Readonly<Record<string, string>> = {
  'login.bad_credentials': 'fp',
  'login.unknown_user': 'fu',
  'login.throttled': 'limit_wc',
  'refresh.reused': 'ferrt',
};

/** What the code depends on beside the event: the reason of a refusal, the grant type at the token endpoint, and whether a person could be asked. */
export interface Auth0Detail { readonly reason?: string | undefined; readonly grantType?: string | undefined; readonly silent?: boolean | undefined }

/**
 * Auth0: the log type code (`s`, `fp`, `seacft` …) of one of our events, for tools that read Auth0's logs.
 * `undefined` where Auth0 has no such event, or the event is not of the catalogue.
 */
export function auth0Type(event: string, result: 'allowed' | 'refused', detail: Auth0Detail = {}): string | undefined {
  if (result === 'refused') return refusedType(event, detail);
  if (event === 'token.exchange') return exchangeOf(detail)?.[0];
  return event === 'authorize' && detail.silent === true ? 'ssa' : kindOf(event)?.allowed;
}

function refusedType(event: string, detail: Auth0Detail): string | undefined {
  const { reason = '' } = detail;
  // Auth0: silent authentication has its own pair; a request that needed a person and could not ask one is its failure.
  if (event === 'authorize') return silentFailures.has(reason) ? 'fsa' : kindOf(event)?.refused;
  if (Object.hasOwn(byReason, reason)) return byReason[reason];
  return event === 'token.exchange' ? exchangeOf(detail)?.[1] : kindOf(event)?.refused;
}

const silentFailures: ReadonlySet<string> = new Set(['session.login_required', 'consent.required']);
const exchangeOf = ({ grantType = '' }: Auth0Detail) => (Object.hasOwn(exchanges, grantType) ? exchanges[grantType] : undefined);
/** Every operation of the Management API is an event of its own (`management.clients.create`), and all are of one kind. */
const kindOf = (event: string): EventKind | undefined => {
  const name = event.startsWith('management.') ? 'management' : event;
  return Object.hasOwn(events, name) ? events[name as EventName] : undefined;
};

/** What the event is, in a sentence; the name itself where it is not of the catalogue. */
export const describesOf = (event: string): string => kindOf(event)?.describes ?? event;

/** The type of a line: Auth0's code, and where Auth0 has none the name of our event. */
export const logType = (event: string, result: 'allowed' | 'refused', detail: Auth0Detail = {}): string => auth0Type(event, result, detail) ?? event;
