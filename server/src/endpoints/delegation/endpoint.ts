import { Refusal } from '../../kernel/refusal.ts';
import { authenticateClient, type ClientAuthenticationTools } from '../../protocol/client-authentication/authenticate-client.ts';
import { delegatedIdToken, delegatedScope, type DelegationSigners } from '../../protocol/delegation/delegated-id-token.ts';
import { findDelegationTarget, type DelegationTarget } from '../../protocol/delegation/find-delegation-target.ts';
import { parseDelegation } from '../../protocol/delegation/parse-delegation.ts';
import type { GrantTools, TokenCall } from '../../protocol/grant-types/grant-type.ts';
import { findOutcome } from '../../protocol/login-rules/apply-rules.ts';
import type { RuleOutcome } from '../../protocol/login-rules/rule-outcome.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { AddonCall } from '../../protocol/delegation/addons/addon-kind.ts';
import type { Outbound } from '../../protocol/ports/outbound.ts';
import { proveLegacy } from '../../protocol/legacy/prove-legacy.ts';
import type { AddonSecrets } from '../../protocol/ports/addon-secrets.ts';
import { proveSender } from '../../protocol/sender-constraint/prove-sender.ts';
import type { DpopTools } from '../../protocol/sender-constraint/dpop.ts';
import { publicSubject } from '../../protocol/subject/public-subject.ts';
import { proveExchangedToken } from '../../protocol/token-exchange/prove-exchanged-token.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { callerOf } from '../caller-of.ts';
import { clientCallOf } from '../client-call.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';
import { nonceHeader, senderCallOf } from '../sender-call.ts';
import { answerForApi, type ApiAnswerTools, type ProvedDelegation } from './answer-for-api.ts';

/** What authenticates the caller, proves the token that it brings, and signs or seals what it gets. */
export type DelegationTools = ClientAuthenticationTools & GrantTools & EventTools & DpopTools & DelegationSigners & ApiAnswerTools & { readonly addonSecrets: AddonSecrets; readonly outbound: Outbound };

type Body = Readonly<Record<string, unknown>>;

/** Auth0: a token of one application for another application, an API or an add-on. Off until tenant and application switch it on; token exchange (RFC 8693) is what replaced it. */
export const delegationEndpoint = (tools: DelegationTools): Endpoint => ({
  name: 'delegation', path: '/delegation', methods: ['POST'], cors: 'applications',
  async handle(request) {
    const answer = await delegate(request, tools);
    if (answer instanceof Refusal) request.record.refuse(answer);
    appendEvent(request, 'delegation', tools);
    const reply: Reply = answer instanceof Refusal ? oauthErrorReply(answer, request) : { kind: 'json', status: 200, body: answer, headers: noStore };
    return { ...reply, headers: { ...reply.headers, ...nonceHeader(request, tools) } };
  },
});

async function delegate(request: Request, tools: DelegationTools): Promise<Body | OAuthRefusal> {
  const { tenant, record, address } = request;
  const params = readBodyParams(request);
  if (params instanceof Refusal) return params;
  const client = await authenticateClient(clientCallOf(request, params), tools);
  if (client instanceof Refusal) return client;
  const permit = proveLegacy('delegation', { tenant, client, record });
  if (permit instanceof Refusal) return permit;
  const proof = await proveSender(senderCallOf(request), client, tools);
  if (proof instanceof Refusal) return proof;
  const proved = await prove({ tenant, client, params, record, proof, address }, tools);
  return proved instanceof Refusal ? proved : answerFor({ ...proved, caller: callerOf(request, { body: params }, 'delegation') }, tools);
}

interface ProvedTarget extends ProvedDelegation { readonly target: DelegationTarget }

async function prove(call: TokenCall, tools: DelegationTools): Promise<Omit<ProvedTarget, 'caller'> | OAuthRefusal> {
  const asked = parseDelegation(call.params);
  if (asked instanceof Refusal) return asked;
  const target = await findDelegationTarget(asked, call, tools);
  if (target instanceof Refusal) return target;
  const token = await proveExchangedToken(asked.subject, call, tools);
  if (token instanceof Refusal) return token;
  if (token.subject === undefined) return invalidRequest('exchange.no_person', { received: token.sub });
  call.record.pass('delegation.target', { received: target.to });
  return { asked, target, token, subject: token.subject, call };
}

/** The rules of the tenant have their say first, whatever the target is. */
async function answerFor(proved: ProvedTarget, tools: DelegationTools): Promise<Body | OAuthRefusal> {
  const { token, subject, call, caller } = proved;
  const login = { client: call.client, userId: subject.id, caller, sessionKey: token.sessionKey, authTime: token.authTime, amr: [], sso: token.sessionKey !== undefined };
  const ruled = await findOutcome(login, { tenant: call.tenant, record: call.record, tools });
  return ruled instanceof Refusal ? ruled : answerRuled({ ...proved, ruled }, tools);
}

async function answerRuled(proved: ProvedTarget & { readonly ruled: RuleOutcome | undefined }, tools: DelegationTools): Promise<Body | OAuthRefusal> {
  const { asked, target, token, subject, call, ruled } = proved;
  if (target.to === 'api') return answerForApi(target.api, proved, tools);
  const { client } = target;
  if (target.to === 'application') {
    const scope = delegatedScope(asked.scope, token, { target: client, tenant: call.tenant });
    call.record.facts.scope = scope.join(' ');
    const expiresIn = ruled?.idTokenTtl ?? client.idTokenTtl;
    const jwt = await delegatedIdToken({ token, subject, target: { ...client, idTokenTtl: expiresIn }, scope, ruled }, call, tools);
    return jwt instanceof Refusal ? jwt : { token_type: 'Bearer', expires_in: expiresIn, id_token: jwt };
  }
  const { kind, name, addon } = target;
  const secrets = tools.addonSecrets.open(addon.sealed, { tenant: call.tenant.id, clientId: client.id, addon: name });
  return kind.issue({ settings: addon.settings, secrets, userId: publicSubject(subject.id, client, tools), params: call.params, now: tools.clock.now(), ttl: client.idTokenTtl, outbound: tools.outbound, vouch: voucherFor(proved, client, tools) });
}

function voucherFor({ call, subject }: ProvedTarget, target: Client, tools: DelegationTools): AddonCall['vouch'] {
  return ({ audience, ttl }) => {
    const now = tools.clock.now();
    return tools.signer.sign(call.tenant, 'RS256', { typ: 'JWT', claims: { iss: call.tenant.issuer, sub: publicSubject(subject.id, target, tools), aud: audience, azp: target.id, iat: now, exp: now + ttl } });
  };
}
