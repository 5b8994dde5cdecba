import { Refusal } from '../../kernel/refusal.ts';
import { byPassword, proveContext } from '../../protocol/authentication-context/acr.ts';
import { findGrantedApi } from '../../protocol/audience/granted-api.ts';
import { noticeMessage, openNotice, sealNotice } from '../../protocol/ciba/notice.ts';
import { errorPush, tokenPush } from '../../protocol/ciba/push-body.ts';
import { removeWaiting } from '../../protocol/ciba/waiting-list.ts';
import { ciba } from '../../protocol/grant-types/ciba.ts';
import type { OutboxMessage } from '../../protocol/ports/outbox.ts';
import type { Issuance } from '../../protocol/tokens/issuance.ts';
import { mintRefreshToken } from '../../protocol/tokens/mint-refresh-token.ts';
import type { Grant, GrantDetail } from '../../protocol/tokens/records.ts';
import { accessDenied, invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { PersonsAnswer } from '../../protocol/waiting/polled.ts';
import { limitAccess } from '../../protocol/waiting/limit-access.ts';
import { callerOf } from '../caller-of.ts';
import { consentOfAnswer, grantOfAnswer, settleAnswer } from '../interaction/settle-answer.ts';
import { logRecordOf } from '../record-event.ts';
import type { Request } from '../request.ts';
import type { ApprovalTools, PersonsRequest } from './endpoint.ts';
import { findOpenRequest } from './open-request.ts';

/** The person allowed: grant, consent, line of the log, and what the application is told of it are stored together with the answer. */
export async function allowRequest(request: Request, asked: PersonsRequest, tools: ApprovalTools): Promise<OAuthRefusal | undefined> {
  const { person, open } = asked;
  const detail = detailOf(request, asked);
  if (detail instanceof Refusal) return detail;
  const { tenant, record } = request;
  const access = await limitAccess(open.data, person.user.id, { tenant, record, tools });
  const allowed = { client: open.client, person, access, detail };
  const grant = grantOfAnswer(allowed, tools.clock);
  const pushed = open.data.mode === 'push' ? await pushTokens(request, { asked, grant }, tools) : undefined;
  if (pushed instanceof Refusal) return pushed;
  request.record.pass('consent.given');
  const messages = open.data.mode === 'ping' ? ping(request, asked, tools) : pushed?.messages;
  return settle(request, asked, { tools, answer: { kind: 'allowed', grant: grant.key }, issuance: { grant, consent: consentOfAnswer(allowed, grant), tokens: pushed?.tokens, messages } });
}

/** OIDC CIBA §11, OIDC CIBA §12: the application is told access_denied. */
export async function declineRequest(request: Request, asked: PersonsRequest, tools: ApprovalTools): Promise<OAuthRefusal | undefined> {
  const { mode } = asked.open.data;
  const messages = mode === 'ping' ? ping(request, asked, tools) : mode === 'push' ? push(request, asked, { tools, bodyOf: (authReqId) => errorPush(authReqId, 'poll.declined') }) : undefined;
  request.record.refuse(accessDenied('poll.declined'));
  return settle(request, asked, { tools, answer: { kind: 'declined' }, issuance: { messages } });
}

interface Settling { readonly tools: ApprovalTools; readonly answer: PersonsAnswer; readonly issuance: Pick<Issuance, 'grant' | 'consent' | 'tokens' | 'messages'> }

async function settle(request: Request, { person, open }: PersonsRequest, { tools, answer, issuance }: Settling): Promise<OAuthRefusal | undefined> {
  const owner = { tenant: request.tenant.id, userId: person.user.id };
  const whole = { ...issuance, tenant: request.tenant.id, log: logRecordOf(request, 'ciba.answered', tools) };
  const refusal = await settleAnswer({ found: open, answer, issuance: whole, again: () => findOpenRequest(open.key, owner, tools) }, tools);
  if (refusal === undefined) await removeWaiting(owner, open.key, tools);
  return refusal;
}

/** OIDC CIBA §7.1 `acr_values`: a wish, which is met as far as the sign-in of this session goes. */
function detailOf({ tenant }: Request, { open }: PersonsRequest): GrantDetail | OAuthRefusal {
  const { acrValues } = open.data;
  const context = proveContext({ essential: undefined, voluntary: acrValues, asked: acrValues.length > 0 }, byPassword, tenant);
  return context instanceof Refusal ? context : { ...context, grantType: ciba.name };
}

interface Told { readonly tools: ApprovalTools; readonly bodyOf: (authReqId: string) => object }

function ping({ tenant }: Request, { open }: PersonsRequest, { clock }: ApprovalTools): readonly OutboxMessage[] {
  const { clientId, userId, notice, expiresAt } = open.data;
  if (notice === undefined) throw new Error('A request of an application that wants to be told has no notice.');
  return [noticeMessage(tenant.id, { kind: 'ciba_ping', dueAt: clock.now(), madeAt: clock.nowMs(), data: { clientId, userId, request: open.key, sealed: notice, expiresAt } })];
}

function push({ tenant }: Request, { open }: PersonsRequest, { tools: { clock, messageSeal }, bodyOf }: Told): readonly OutboxMessage[] {
  const { clientId, userId, notice, expiresAt } = open.data;
  if (notice === undefined) throw new Error('A request of an application that wants to be told has no notice.');
  const place = { tenant: tenant.id, request: open.key };
  const { authReqId, token } = openNotice(notice, place, messageSeal);
  const sealed = sealNotice({ authReqId, token, body: bodyOf(authReqId) }, place, messageSeal);
  return [noticeMessage(tenant.id, { kind: 'ciba_push', dueAt: clock.now(), madeAt: clock.nowMs(), data: { clientId, userId, request: open.key, sealed, expiresAt } })];
}

interface Pushed { readonly messages: readonly OutboxMessage[]; readonly tokens: Issuance['tokens'] }

/** OIDC CIBA §10.3.1: the tokens are made now and wait sealed, so that every try sends the same ones. */
async function pushTokens(request: Request, { asked, grant }: { readonly asked: PersonsRequest; readonly grant: Grant }, tools: ApprovalTools): Promise<Pushed | OAuthRefusal> {
  const { tenant } = request;
  const { client, data: { notice }, key } = asked.open;
  const api = await findGrantedApi(grant, tenant, tools);
  if (api instanceof Refusal) return invalidRequest(api.reason, api.evidence);
  const subject = await tools.people.findSubject(tenant.id, asked.person.user.id);
  const { authReqId } = openNotice(notice ?? '', { tenant: tenant.id, request: key }, tools.messageSeal);
  const refresh = grant.offline ? mintRefreshToken(grant, client, tools) : undefined;
  const authorization = { client, grant, subject, scope: grant.scope, api, nonce: undefined, refresh, authorizationDetails: grant.detail?.authorizationDetails, payment: undefined, whenSpent: undefined };
  const made = await tokenPush(authReqId, authorization, { tenant, record: request.record, tools, caller: callerOf(request, {}, 'oauth2-ciba') });
  if (made instanceof Refusal) return made;
  const { body, records } = made;
  return { tokens: records, messages: push(request, asked, { tools, bodyOf: () => body }) };
}
