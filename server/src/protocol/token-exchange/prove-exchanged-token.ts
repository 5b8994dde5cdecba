import { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { GrantTools, TokenCall } from '../grant-types/grant-type.ts';
import { findPresentedToken, type PresentedToken } from '../resource-access/find-access-token.ts';
import { proveAccessToken } from '../resource-access/prove-access-token.ts';
import { isSecretSigned } from '../resource-access/refuse-unknown.ts';
import { sameConfirmation } from '../sender-constraint/confirmation.ts';
import type { Grant } from '../tokens/records.ts';
import { publicSubject } from '../subject/public-subject.ts';
import type { Subject } from '../subject.ts';
import { proveUsable } from '../usability/prove-usable.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { ExchangedToken } from './exchanged-token.ts';
import { readIdToken } from './read-id-token.ts';
import type { BroughtToken } from './parse-exchange.ts';

/**
 * RFC 8693 §2.1: a token of this tenant that may be exchanged by this client. RFC 8693 §2.2.2: a token that is invalid, for whatever reason, is invalid_request.
 * The client must be who the token was issued to, or act for an API that the token is for; an actor's token, a refresh token and an ID token must be its own.
 */
export async function proveExchangedToken(brought: BroughtToken, call: TokenCall, tools: GrantTools): Promise<ExchangedToken | OAuthRefusal> {
  const standing = brought.type === 'id_token' ? await readIdToken(brought, call, tools) : await proveStored(brought, call, tools);
  if (standing instanceof Refusal) return standing;
  call.record.pass(brought.role === 'subject_token' ? 'exchange.subject' : 'exchange.actor', { received: standing.sub });
  return standing as ExchangedToken;
}

async function proveStored(brought: BroughtToken, call: TokenCall, tools: GrantTools) {
  const { tenant } = call;
  const token = await findPresentedToken(tenant, brought.value, tools);
  if (token === undefined) return invalidRequest(isSecretSigned(brought.value, tools) ? 'exchange.shared_secret' : 'exchange.token_unknown', { received: brought.role });
  const kind = refuseKind(token, brought);
  if (kind !== undefined) return kind;
  const usable = token.kind === 'refresh_token' ? await proveOwnRefreshToken(token, call, tools) : await proveLive(token, call, tools);
  if (usable instanceof Refusal) return invalidRequest(usable.reason, { ...usable.evidence, received: [brought.role, usable.evidence.received].filter((part) => part !== undefined).join(', ') });
  const refusal = await refuseHolder(token, brought, { call, tools });
  if (refusal !== undefined) return refusal;
  const { subject: sub = '', scope, expiresAt, actor, mayAct } = token;
  // The application speaks of the person as it knows them (OIDC Core §8), whatever name stands in the token.
  return { sub: usable.subject === undefined ? sub : publicSubject(usable.subject.id, call.client, tools), ...usable, sessionKey: usable.grant?.sessionKey, authTime: usable.grant?.authTime, scope, expiresAt, actor, mayAct };
}

/** What the parameter says and what the token is must be the same thing; an opaque token is no JWT. */
function refuseKind(token: PresentedToken, { role, type }: BroughtToken): OAuthRefusal | undefined {
  const wanted = type === 'refresh_token' ? 'refresh_token' : 'access_token';
  const fits = token.kind === wanted && (type !== 'jwt' || token.format === 'jwt');
  return fits ? undefined : invalidRequest('exchange.type_wrong', { expected: `${role} of type ${type}`, received: token.kind === 'other' ? 'another JWT of this server' : `${token.format === 'jwt' ? 'a JWT' : 'an opaque'} ${token.kind}` });
}

interface Usable { readonly grant: Grant | undefined; readonly subject: Subject | undefined }

async function proveLive(token: PresentedToken, { tenant, record }: TokenCall, tools: GrantTools): Promise<Usable | Refusal> {
  // A record of its own: the request is the caller's, not that of the client which the token was issued to.
  const live = await proveAccessToken(token, { tenant, record: new DecisionRecord(record.requestId) }, tools);
  return live instanceof Refusal ? live : { grant: live.usable?.grant, subject: live.usable?.subject };
}

/** A refresh token is shown, not spent. One that was spent before tells that somebody has a copy (RFC 9700 §4.14.2). */
async function proveOwnRefreshToken(token: PresentedToken, { tenant, client, record }: TokenCall, { grants, clock }: GrantTools): Promise<Usable | Refusal> {
  const { context } = token;
  if (token.clientId !== client.id) return invalidRequest('refresh.other_client');
  if (context === undefined) return invalidRequest('refresh.unknown');
  if (token.expiresAt <= clock.now()) return invalidRequest('refresh.expired');
  if ((await grants.findSpent(tenant.id, 'refresh_token', token.key)) !== undefined) {
    await grants.revokeGrant(tenant.id, context.grant.key, clock.now());
    return invalidRequest('refresh.reused');
  }
  return proveUsable(context, client, record);
}

/** RFC 8693 §5: whoever finds a token somewhere shall not turn it into others. */
async function refuseHolder(token: PresentedToken, { role }: BroughtToken, { call, tools }: { readonly call: TokenCall; readonly tools: GrantTools }): Promise<OAuthRefusal | undefined> {
  const { client, proof } = call;
  if (token.clientId === client.id) {
    // A token that is bound to a key is not loosed from it by an exchange (RFC 9449 §5, RFC 8705 §3).
    return token.confirmation === undefined || sameConfirmation(token.confirmation, proof.confirmation) ? undefined : invalidRequest('exchange.key_missing', { received: role });
  }
  if (role === 'subject_token' && (await actsFor(token.audience, call, tools))) return undefined;
  return invalidRequest('exchange.not_yours', { received: role });
}

async function actsFor(audience: readonly string[], { tenant, client }: TokenCall, { clients }: GrantTools): Promise<boolean> {
  for (const identifier of audience) {
    const api = await clients.findResourceServer(tenant.id, identifier);
    if (api?.introspectors.includes(client.id) === true) return true;
  }
  return false;
}
