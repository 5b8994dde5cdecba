import type { Params } from '../protocol/params.ts';
import type { Caller, ShownParams } from '../protocol/ports/login-rules.ts';
import type { ResponseType } from '../protocol/response-types/response-type.ts';
import type { Request } from './request.ts';

/** Parameters that say what is wanted, and none that proves anything: codes, tokens, assertions, passwords and secrets are no business of a rule. */
const shown: ReadonlySet<string> = new Set([
  'client_id', 'redirect_uri', 'response_type', 'response_mode', 'scope', 'audience', 'resource', 'connection', 'realm', 'prompt', 'max_age', 'display', 'ui_locales', 'claims_locales', 'acr_values', 'login_hint', 'state', 'nonce',
  'device', 'grant_type', 'screen_hint', 'organization', 'access_type', 'username', 'requested_token_type', 'api_type', 'target', 'protocol',
]);
/** Auth0: applications send what they like under such names, for rules to read. */
const free = 'ext-';

/** What rules are told of parameters; the first value of each. */
function shownOf(params: Params | undefined): ShownParams {
  const entries = Object.entries(params?.toRecord() ?? {}).filter(([name]) => shown.has(name) || name.startsWith(free));
  return Object.fromEntries(entries.map(([name, [value = '']]) => [name, value]));
}

/** Who calls, by which way; for the rules of the tenant. Parameters are looked through when a rule asks for them: most tenants have none. */
export const callerOf = ({ address, userAgent, method }: Request, { query, body }: { readonly query?: Params | undefined; readonly body?: Params | undefined }, protocol: string): Caller => ({
  address, userAgent: userAgent.slice(0, 256), method, protocol,
  get query() { return shownOf(query); },
  get body() { return shownOf(body); },
});

/** Auth0: the names of the ways through the browser. */
export const callerOfBrowser = (request: Request, sent: Params, { code, token, idToken }: ResponseType): Caller =>
  callerOf(request, { query: sent }, code ? (token || idToken ? 'oidc-hybrid-profile' : 'oidc-basic-profile') : 'oidc-implicit-profile');

/** Auth0: the names of the ways through the token endpoint. */
const byGrantType: Readonly<Record<string, string>> = {
  authorization_code: 'oidc-basic-profile', refresh_token: 'oauth2-refresh-token', password: 'oauth2-password', 'http://auth0.com/oauth/grant-type/password-realm': 'oauth2-password', 'http://auth0.com/oauth/grant-type/passwordless/otp': 'oauth2-password',
  'urn:ietf:params:oauth:grant-type:device_code': 'oauth2-device-code', 'urn:ietf:params:oauth:grant-type:token-exchange': 'oauth2-token-exchange', 'urn:ietf:params:oauth:grant-type:jwt-bearer': 'oauth2-jwt-bearer', 'urn:openid:params:grant-type:ciba': 'oauth2-ciba',
};

/** A request of the token endpoint, whose grant type is known. */
export const callerOfToken = (request: Request, body: Params): Caller => callerOf(request, { body }, byGrantType[request.record.facts.grantType ?? ''] ?? 'oauth2');
