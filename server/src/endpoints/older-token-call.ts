import type { PreparedWrite } from '../kernel/prepared-write.ts';
import { Refusal } from '../kernel/refusal.ts';
import { authenticateClient, type ClientAuthenticationTools } from '../protocol/client-authentication/authenticate-client.ts';
import type { GrantTools, TokenCall } from '../protocol/grant-types/grant-type.ts';
import type { DpopTools } from '../protocol/sender-constraint/dpop.ts';
import { proveSender, proveSenderFor } from '../protocol/sender-constraint/prove-sender.ts';
import type { Authorization } from '../protocol/tokens/authorization.ts';
import { issueTokens, type IssueTools, type TokenResponse } from '../protocol/tokens/issue-tokens.ts';
import type { OAuthRefusal } from '../protocol/vocabulary/errors.ts';
import { callerOf } from './caller-of.ts';
import { clientCallOf } from './client-call.ts';
import { readBodyParams } from './read-params.ts';
import { logRecordOf, type EventTools } from './record-event.ts';
import type { Request } from './request.ts';
import { senderCallOf } from './sender-call.ts';

/** What authenticates the caller, proves its key, signs and stores. */
export type OlderTokenTools = ClientAuthenticationTools & GrantTools & EventTools & DpopTools & IssueTools;

/** What is authorized, and what is stored in the same commit besides. */
export interface AuthorizedCall { readonly authorization: Authorization; readonly along: readonly PreparedWrite[] }

/** Auth0: an endpoint of its own for one way to tokens. `grantType` and `protocol` are its names in the log and for rules. */
export interface OlderWay { readonly grantType: string; readonly protocol: string; readonly authorize: (call: TokenCall) => Promise<AuthorizedCall | OAuthRefusal> }

/** Auth0: read → prove → decide → commit → answer, as at the token endpoint, where there is no choice of grant types and nothing is spent. */
export async function answerOlderCall(request: Request, { grantType, protocol, authorize }: OlderWay, tools: OlderTokenTools): Promise<TokenResponse | OAuthRefusal> {
  const { tenant, record, address } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  record.facts.grantType = grantType;
  const proof = await proveSender(senderCallOf(request), client, tools);
  if (proof instanceof Refusal) return proof;
  const authorized = await authorize({ tenant, client, params, record, proof, address });
  if (authorized instanceof Refusal) return authorized;
  const { authorization, along } = authorized;
  const bound = proveSenderFor(authorization.api, proof);
  if (bound instanceof Refusal) return bound;
  const issued = await issueTokens({ ...authorization, confirmation: bound.confirmation }, { tenant, record, tools, caller: callerOf(request, { body: params }, protocol) });
  if (issued instanceof Refusal) return issued;
  await tools.grants.commit({ tenant: tenant.id, grant: authorization.grant, tokens: issued.records, log: logRecordOf(request, 'token.exchange', tools), along });
  return issued.response;
}
