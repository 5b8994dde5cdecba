import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { findTarget } from '../audience/find-target.ts';
import type { Client } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { Params } from '../params.ts';
import { parseChallenge } from '../pkce/challenge.ts';
import type { CodeChallenge } from '../pkce/code-challenge.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { TokenVerifier } from '../ports/key-ring.ts';
import { grantableScope } from '../scope/grantable-scope.ts';
import { parseScope } from '../scope/parse-scope.ts';
import { invalidRequest, unauthorizedClient, unsupportedResponseType, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { PromptName } from '../vocabulary/names.ts';
import { readIdTokenHint } from './id-token-hint.ts';
import { parseMaxAge, parsePrompt } from './prompt.ts';

/** RFC 6749 §4.1.1, OIDC Core §3.1.2.1: an authorization request, typed. Where its answer goes is known before it is read. */
export interface AuthorizationRequest {
  readonly client: Client;
  readonly api: ResourceServer | undefined;
  /** What may be granted of what was asked. */
  readonly scope: readonly string[];
  readonly prompt: ReadonlySet<PromptName>;
  readonly maxAge: number | undefined;
  readonly nonce: string | undefined;
  readonly challenge: CodeChallenge | undefined;
  readonly loginHint: string | undefined;
  /** The subject of the id_token_hint. */
  readonly hintedSubject: string | undefined;
  readonly uiLocales: string | undefined;
  readonly device: string | undefined;
}

/** Where the API of the request is looked up, and what proves an id_token_hint. */
export interface AuthorizationRequestTools { readonly clients: ClientDirectory; readonly verifier: TokenVerifier }
interface Context { readonly tenant: Tenant; readonly client: Client; readonly record: DecisionRecord }

/** Reads all parameters but client_id, redirect_uri, response_mode and state, which the return address is made of. */
export async function parseAuthorizationRequest(params: Params, context: Context, tools: AuthorizationRequestTools): Promise<AuthorizationRequest | OAuthRefusal> {
  const { client, tenant, record } = context;
  const type = proveResponseType(params, client, record);
  if (type instanceof Refusal) return type;
  const prompt = parsePrompt(params);
  if (prompt instanceof Refusal) return prompt;
  const maxAge = parseMaxAge(params);
  if (maxAge instanceof Refusal) return maxAge;
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const challenge = parseChallenge(params, client, record);
  if (challenge instanceof Refusal) return challenge;
  const target = await findTarget(params, tenant, { clients: tools.clients, record });
  if (target instanceof Refusal) return target;
  const hintedSubject = await readIdTokenHint(params, context, tools);
  if (hintedSubject instanceof Refusal) return hintedSubject;
  const scope = grantableScope(asked, client, target.api);
  record.facts.scope = scope.join(' ');
  record.pass('scope.allowed', scope.length === asked.length ? undefined : { received: asked.join(' '), expected: scope.join(' ') });
  return {
    client, api: target.api, scope, prompt, maxAge, challenge, hintedSubject,
    nonce: params.optional('nonce'), loginHint: params.optional('login_hint'), uiLocales: params.optional('ui_locales'), device: params.optional('device')?.slice(0, 200),
  };
}

/** RFC 6749 §3.1.1. */
function proveResponseType(params: Params, client: Client, record: DecisionRecord): 'code' | OAuthRefusal {
  const type = params.optional('response_type');
  if (type === undefined) return invalidRequest('response_type.missing');
  if (type !== 'code') return unsupportedResponseType('response_type.unknown', { expected: 'code', received: type.slice(0, 60) });
  if (!client.grantTypes.includes('authorization_code')) return unauthorizedClient('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: 'authorization_code' });
  record.pass('client.response_type_allowed', { received: type });
  return type;
}
