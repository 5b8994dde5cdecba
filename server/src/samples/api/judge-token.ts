import { errorText } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { TokenVerifier } from '../../protocol/ports/key-ring.ts';
import type { Confirmation } from '../../protocol/sender-constraint/confirmation.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';

/** What an API needs to judge a token: the issuer's keys, its own identifier, the time. */
export interface ApiTools {
  readonly tenant: Tenant;
  readonly verifier: TokenVerifier;
  /** Tells an ID token (whose audience is an application) from an access token for another API. */
  readonly directory: ClientDirectory;
  readonly identifier: string;
  /** The address of the API, which is its other identifier (RFC 8707 §2); `undefined`: it has none. */
  readonly address?: string;
  readonly now: Seconds;
}

/** Who calls, with which scope. */
export interface Caller { readonly subject: string; readonly client: string; readonly scope: readonly string[]; /** RFC 7800 §3.1: the key that the token is bound to; who shows it must hold that key too. */ readonly cnf?: Confirmation }

/** RFC 6750 §3: why the API does not answer. `error` is left out where the request shows no token at all. */
export interface ApiRefusal {
  readonly status: 401 | 403;
  readonly error: 'invalid_token' | 'insufficient_scope' | undefined;
  /** A stable slug. */
  readonly reason: string;
  readonly description: string;
  readonly fix: string;
  /** The scope that would be enough. */
  readonly scope?: string;
}

const invalid = (reason: string, description: string, fix: string): ApiRefusal => ({ status: 401, error: 'invalid_token', reason, description, fix });

/** RFC 9068 §4: the caller behind an Authorization header with the scope that is needed, or exactly why not. */
export async function judgeToken(authorization: string | undefined, needed: string, tools: ApiTools): Promise<Caller | ApiRefusal> {
  const token = /^(?:Bearer|DPoP) +([^ ]+) *$/i.exec(authorization ?? '')?.[1];
  if (token === undefined) return { status: 401, error: undefined, reason: 'api.token_missing', description: 'The request has no access token.', fix: 'Send the header Authorization: Bearer followed by the access token.' };
  if (token.split('.').length !== 3) return invalid('api.token_opaque', 'This is an opaque token: the request for it had no audience, so it is good at /userinfo only.', `Ask for audience=${tools.identifier}.`);
  const jwt = await tools.verifier.verify(tools.tenant, token);
  if (jwt === undefined) return invalid('api.signature_wrong', 'The signature does not belong to a key of this issuer: the token was changed, or another server issued it.', `Send the access_token of ${tools.tenant.issuer}oauth/token unchanged.`);
  return await refuseClaims(jwt.claims, tools) ?? refuseScope(jwt.claims, needed) ?? callerOf(jwt.claims);
}

type Claims = Readonly<Record<string, unknown>>;

const audienceOf = (claims: Claims): readonly string[] => [claims['aud']].flat().filter((one) => typeof one === 'string');

async function refuseClaims(claims: Claims, { tenant, identifier, address, directory, now }: ApiTools): Promise<ApiRefusal | undefined> {
  const audience = audienceOf(claims);
  if (claims['iss'] !== tenant.issuer) return invalid('api.issuer_wrong', `The token was issued by ${String(claims['iss'])}; this API trusts ${tenant.issuer}.`, 'Get the token from the issuer that the API trusts.');
  if (!audience.some((one) => one === identifier || one === address)) {
    const application = audience[0] === undefined ? undefined : await directory.findClient(tenant.id, audience[0]);
    if (application !== undefined) return invalid('api.id_token', `This is an ID token: it tells the application ${application.name} who signed in. It is no key to an API.`, 'Send the access_token of the same answer.');
    return invalid('api.audience_wrong', `This token is for ${audience.join(' and ') || 'nobody'}; this API is ${identifier}.`, `Ask for audience=${identifier}.`);
  }
  const expiry = claims['exp'];
  if (typeof expiry !== 'number' || expiry <= now) return invalid('api.token_expired', `The token expired ${typeof expiry === 'number' ? `${now - expiry} seconds ago` : 'at no time that it names'}.`, 'Get a new one with the refresh token, or sign in again.');
  return undefined;
}

const scopeOf = (claims: Claims) => typeof claims['scope'] === 'string' ? claims['scope'].split(' ') : [];

function refuseScope(claims: Claims, needed: string): ApiRefusal | undefined {
  const scope = scopeOf(claims);
  if (scope.includes(needed)) return undefined;
  return { status: 403, error: 'insufficient_scope', reason: 'api.scope_missing', description: `This needs ${needed}; the token has ${scope.join(' ') || 'no scope'}.`, fix: `Ask for scope=${needed} when the token is requested.`, scope: needed };
}

const callerOf = (claims: Claims): Caller => ({ subject: String(claims['sub']), client: [claims['azp'], claims['client_id']].find((one) => typeof one === 'string') ?? '', scope: scopeOf(claims), ...(claims['cnf'] === undefined ? {} : { cnf: claims['cnf'] as Confirmation }) });

/** RFC 6750 §3, RFC 9728 §5.1: the challenge of a refusal. `metadata`: the address at which the API describes itself. */
export function challengeOf({ error, description, scope }: ApiRefusal, metadata?: string): string {
  const members = ['realm="Appointments API"', ...(error === undefined ? [] : [`error="${error}"`, `error_description="${errorText(description)}"`]), ...(metadata === undefined ? [] : [`resource_metadata="${metadata}"`]), ...(scope === undefined ? [] : [`scope="${scope}"`])];
  return `Bearer ${members.join(', ')}`;
}
