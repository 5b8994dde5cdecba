import { Refusal } from '../../kernel/refusal.ts';
import { askedContext, type AskedContext } from '../authentication-context/acr.ts';
import type { AuthorizationDetail } from '../authorization-details/authorization-detail.ts';
import { parseAuthorizationDetails } from '../authorization-details/parse-authorization-details.ts';
import { findTarget } from '../audience/find-target.ts';
import type { ClaimsRequest } from '../claims/claims-request.ts';
import { parseClaims } from '../claims/parse-claims.ts';
import type { Client } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { Params } from '../params.ts';
import { parseDpopJkt } from '../dpop/dpop-jkt.ts';
import { parseChallenge } from '../pkce/challenge.ts';
import type { CodeChallenge } from '../pkce/code-challenge.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { ResponseType } from '../response-types/response-type.ts';
import { refuseUnbound } from '../sender-constraint/prove-sender.ts';
import { grantableScope } from '../scope/grantable-scope.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { IdTokenTools, OwnIdToken } from '../tokens/verify-id-token.ts';
import { invalidScope, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { PromptName } from '../vocabulary/names.ts';
import { readIdTokenHint } from './id-token-hint.ts';
import { parseMaxAge, parsePrompt } from './prompt.ts';
import { proveResponseType, type ResponseTypeContext } from './response-type.ts';

/** RFC 6749 §4.1.1, OIDC Core §3.1.2.1: an authorization request, typed. Where its answer goes is known before it is read. */
export interface AuthorizationRequest {
  readonly client: Client;
  readonly responseType: ResponseType;
  readonly api: ResourceServer | undefined;
  /** What may be granted of what was asked. */
  readonly scope: readonly string[];
  readonly prompt: ReadonlySet<PromptName>;
  readonly maxAge: number | undefined;
  readonly nonce: string | undefined;
  readonly challenge: CodeChallenge | undefined;
  readonly loginHint: string | undefined;
  /** The subject of the id_token_hint, or a demanded one, as the client knows it (OIDC Core §8). */
  readonly hintedSubject: string | undefined;
  readonly uiLocales: string | undefined;
  readonly device: string | undefined;
  readonly claims: ClaimsRequest | undefined;
  readonly context: AskedContext;
  readonly details: readonly AuthorizationDetail[] | undefined;
  /** RFC 9449 §10: the key that the code will be bound to. */
  readonly dpopJkt: string | undefined;
}

/** Where the API of the request is looked up, and what proves an id_token_hint. */
export type AuthorizationRequestTools = IdTokenTools & { readonly clients: ClientDirectory };
type Context = ResponseTypeContext;

/** Reads all parameters but client_id, redirect_uri, response_mode and state, which the return address is made of. */
export async function parseAuthorizationRequest(params: Params, context: Context, tools: AuthorizationRequestTools): Promise<AuthorizationRequest | OAuthRefusal> {
  const { client, tenant, record } = context;
  const plain = parsePlain(params, context);
  if (plain instanceof Refusal) return plain;
  const target = await findTarget(params, tenant, { clients: tools.clients, record });
  if (target instanceof Refusal) return target;
  const unbound = plain.responseType.token ? refuseUnbound(target.api) : undefined;
  if (unbound !== undefined) return unbound;
  const details = parseAuthorizationDetails(params, target.api);
  if (details instanceof Refusal) return details;
  if (details !== undefined) record.pass('authorization_details.known', { received: details.map(({ type }) => type).join(' ') });
  const dpopJkt = parseDpopJkt(params);
  if (dpopJkt instanceof Refusal) return dpopJkt;
  const hint = await readIdTokenHint(params, context, tools);
  if (hint instanceof Refusal) return hint;
  const { asked, ...rest } = plain;
  const scope = grantableScope(asked, { tenant, client, api: target.api, record });
  record.facts.scope = scope.join(' ');
  record.pass('scope.allowed', scope.length === asked.length ? undefined : { received: asked.join(' '), expected: scope.join(' ') });
  return {
    ...rest, client, api: target.api, scope, details, dpopJkt, hintedSubject: namedSubject(hint, rest.claims),
    nonce: params.optional('nonce'), loginHint: params.optional('login_hint'), uiLocales: params.optional('ui_locales'), device: params.optional('device')?.slice(0, 200),
  };
}

type Plain = Pick<AuthorizationRequest, 'responseType' | 'prompt' | 'maxAge' | 'challenge' | 'claims' | 'context'> & { readonly asked: readonly string[] };

/** What can be read without asking anybody. */
function parsePlain(params: Params, context: Context): Plain | OAuthRefusal {
  const { client, record } = context;
  const responseType = proveResponseType(params, context);
  if (responseType instanceof Refusal) return responseType;
  const prompt = parsePrompt(params);
  if (prompt instanceof Refusal) return prompt;
  const maxAge = parseMaxAge(params);
  if (maxAge instanceof Refusal) return maxAge;
  const asked = parseAsked(params, responseType);
  if (asked instanceof Refusal) return asked;
  const challenge = responseType.code ? parseChallenge(params, client, record) : undefined;
  if (challenge instanceof Refusal) return challenge;
  const claims = parseClaims(params);
  if (claims instanceof Refusal) return claims;
  if (claims !== undefined) record.pass('claims.request');
  return { responseType, prompt, maxAge: maxAge ?? client.defaults.maxAge, asked, challenge, claims, context: askedContext(params, claims, client) };
}

/** OIDC Core §3.2.2.1: who asks for an ID token through the browser asks for openid. */
function parseAsked(params: Params, { idToken }: ResponseType): readonly string[] | OAuthRefusal {
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal || !idToken || asked.includes('openid')) return asked;
  return invalidScope('scope.openid_missing', { expected: 'openid', received: asked.join(' ') || 'no scope' });
}

/** OIDC Core §5.5.1: a demanded `sub` names the person who must be signed in, as an id_token_hint does. */
function namedSubject(hint: OwnIdToken | undefined, claims: ClaimsRequest | undefined): string | undefined {
  if (hint !== undefined) return hint.sub;
  const value = claims?.idToken['sub']?.value;
  return typeof value === 'string' ? value : undefined;
}
