import { Refusal } from '../../kernel/refusal.ts';
import { authenticateClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import { findPresentedToken, type PresentedToken, type TokenLookup } from '../../protocol/resource-access/find-access-token.ts';
import { findSharedSecretToken, type SharedSecretLookup } from '../../protocol/resource-access/find-shared-secret-token.ts';
import { revokedMark } from '../../protocol/tokens/revoked-mark.ts';
import type { OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';

/** What authenticates the caller, finds and ends the presented token and records it. */
export type RevocationTools = ClientAuthenticationTools & TokenLookup & SharedSecretLookup & EventTools;

/** RFC 7009 §2. Answers when the token is dead on every node; a token that is unknown or another client's changes nothing and is no error (RFC 7009 §2.2). */
export const revocationEndpoint = (tools: RevocationTools): Endpoint => ({
  name: 'revocation', path: '/oauth/revoke', aliases: ['/oauth2/revoke'], methods: ['POST'], cors: 'applications',
  async handle(request) {
    const refusal = await revoke(request, tools);
    if (refusal !== undefined) request.record.refuse(refusal);
    appendEvent(request, 'revocation', tools);
    return refusal === undefined ? { kind: 'empty', status: 200, headers: noStore } : oauthErrorReply(refusal, request);
  },
});

async function revoke(request: Request, tools: RevocationTools): Promise<OAuthRefusal | undefined> {
  const { tenant } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  const presented = params.required('token');
  if (presented instanceof Refusal) return presented;
  const token = (await findPresentedToken(tenant, presented, tools)) ?? (await findSharedSecretToken(presented, request, tools))?.token;
  if (token !== undefined && token.kind !== 'other' && token.clientId === client.id) await end(token, request, tools);
  return undefined;
}

/** RFC 7009 §2.1: a refresh token takes its whole grant along; an access token ends alone. */
async function end(token: PresentedToken, { tenant }: Request, { grants, clock }: RevocationTools): Promise<void> {
  if (token.kind === 'refresh_token' && token.grantKey !== undefined) await grants.revokeGrant(tenant.id, token.grantKey, clock.now());
  else if (token.format === 'opaque') await grants.revokeToken(tenant.id, token.key);
  else await grants.commit({ tenant: tenant.id, payment: revokedMark(token.key, token.expiresAt) });
}
