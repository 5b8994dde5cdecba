import { Refusal } from '../../kernel/refusal.ts';
import { authenticateClient, type AuthenticatedClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import type { GrantTools, GrantType } from '../../protocol/grant-types/grant-type.ts';
import { grantTypes, shortNames } from '../../protocol/grant-types/index.ts';
import type { Caller } from '../../protocol/ports/login-rules.ts';
import type { Authorization } from '../../protocol/tokens/authorization.ts';
import { issueTokens, type IssueTools, type TokenResponse } from '../../protocol/tokens/issue-tokens.ts';
import type { DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import { proveSender, proveSenderFor } from '../../protocol/sender-constraint/prove-sender.ts';
import type { Params } from '../../protocol/params.ts';
import { unauthorizedClient, unsupportedGrantType, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { callerOfToken } from '../caller-of.ts';
import { clientCallOf } from '../client-call.ts';
import { readBodyParams } from '../read-params.ts';
import { logRecordOf, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';
import { senderCallOf } from '../sender-call.ts';
import { tokenReply } from '../token-reply.ts';

/** What authenticates the client, proves its key, judges its grant, signs the tokens and records the outcome. */
export type TokenTools = ClientAuthenticationTools & GrantTools & DpopTools & EventTools & IssueTools;

/** RFC 6749 §3.2: read → parse → prove → decide → commit → answer. */
export const tokenEndpoint = (tools: TokenTools): Endpoint => ({
  name: 'token', path: '/oauth/token', aliases: ['/oauth2/token'], methods: ['POST'], cors: 'applications',
  handle: async (request) => tokenReply(await exchange(request, tools), request, tools),
});

async function exchange(request: Request, tools: TokenTools): Promise<TokenResponse | OAuthRefusal> {
  const { tenant, record, address } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  record.pass('request.parameters');
  const named = namedGrantType(params, request);
  // The log tells what was asked for, also where the application is not let in.
  if (named !== undefined) record.facts.grantType = named.name;
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  const grantType = findGrantType(params, client, request);
  if (grantType instanceof Refusal) return grantType;
  const proof = await proveSender(senderCallOf(request), client, tools);
  if (proof instanceof Refusal) return proof;
  const authorization = await grantType.authorize({ tenant, client, params, record, proof, address }, tools);
  if (authorization instanceof Refusal) return authorization;
  const bound = proveSenderFor(authorization.api, proof);
  return bound instanceof Refusal ? bound : issue({ ...authorization, confirmation: bound.confirmation }, { request, caller: callerOfToken(request, params) }, tools);
}

function namedGrantType(params: Params, { calledAs }: Request): GrantType | undefined {
  const name = params.required('grant_type');
  return name instanceof Refusal ? undefined : grantTypes.get((calledAs === '/oauth2/token' ? shortNames.get(name) : undefined) ?? name);
}

function findGrantType(params: Params, client: AuthenticatedClient, request: Request): GrantType | OAuthRefusal {
  const { record } = request;
  const name = params.required('grant_type');
  if (name instanceof Refusal) return name;
  const grantType = namedGrantType(params, request);
  if (grantType === undefined) return unsupportedGrantType('grant_type.unknown', { expected: [...grantTypes.keys()].join(' '), received: name.slice(0, 80) });
  if (!client.grantTypes.includes(grantType.name)) return unauthorizedClient('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: name });
  record.pass('client.grant_allowed', { received: name });
  return grantType;
}

/** Spends the payment and stores the tokens in one step; the answer leaves when that is durable. */
async function issue(authorization: Authorization, from: { readonly request: Request; readonly caller: Caller }, tools: TokenTools): Promise<TokenResponse | OAuthRefusal> {
  const { request, caller } = from;
  const { tenant, record } = request;
  const issued = await issueTokens(authorization, { tenant, record, tools, caller });
  if (issued instanceof Refusal) return issued;
  const { response, records } = issued;
  const log = logRecordOf(request, 'token.exchange', tools);
  // A signed token of a client for itself leaves nothing to store but its log line, which no answer waits for.
  const grant = authorization.storesGrant === true ? authorization.grant : undefined;
  if (authorization.payment === undefined && grant === undefined && records.length === 0) {
    tools.log.append(tenant.id, log);
    return response;
  }
  const outcome = await tools.grants.commit({ tenant: tenant.id, payment: authorization.payment, grant, tokens: records, log });
  if (outcome === 'issued') return response;
  const instead = await authorization.whenSpent?.(outcome);
  if (instead === undefined) throw new Error('A payment was refused, and its grant type has no rule for that.');
  return instead instanceof Refusal ? instead : issue({ ...instead, confirmation: authorization.confirmation }, from, tools);
}
