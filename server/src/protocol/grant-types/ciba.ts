import type { Brand } from '../../kernel/brand.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { BackchannelRequest } from '../ciba/backchannel-request.ts';
import type { Pending } from '../ports/pending-store.ts';
import type { Payment } from '../tokens/issuance.ts';
import { markMargin } from '../tokens/lifetimes.ts';
import { invalidGrant, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import { recordPoll } from '../waiting/record-poll.ts';
import { redeemAnswer } from '../waiting/redeem-answer.ts';
import type { GrantTools, GrantType, TokenCall } from './grant-type.ts';

/** OIDC CIBA §10.1: the application asks for the tokens of a person who answered elsewhere, by polling or after a ping. */
export const ciba: GrantType = {
  name: 'urn:openid:params:grant-type:ciba',

  async authorize(call, tools) {
    const request = await findRequest(call, tools);
    if (request instanceof Refusal) return request;
    const answer = await recordPoll(request.found, call.tenant.id, tools);
    if (answer instanceof Refusal) return answer;
    const redeemed = await redeemAnswer(answer, call, tools);
    if (redeemed instanceof Refusal) return redeemed;
    // As with device codes: most likely an application that asked twice at once.
    return { ...redeemed, payment: payWith(request), whenSpent: () => Promise.resolve(invalidGrant('auth_req_id.used')) };
  },
};

/** Evidence that an auth_req_id is known and was issued to this client, which may ask. Whether it was used before, the commit says. */
type OwnRequest = Brand<{ readonly key: TokenKey; readonly found: Pending<BackchannelRequest> }, 'OwnRequest'>;

async function findRequest({ tenant, client, params, record }: TokenCall, { tokens, pending }: GrantTools): Promise<OwnRequest | OAuthRefusal> {
  const presented = params.required('auth_req_id');
  if (presented instanceof Refusal) return presented;
  const key = tokens.keyOf(presented);
  const found = key === undefined ? undefined : await pending.load<BackchannelRequest>(tenant.id, 'ciba', key);
  if (key === undefined || found === undefined) return invalidGrant('auth_req_id.unknown');
  if (found.data.clientId !== client.id) return invalidGrant('auth_req_id.other_client');
  if (found.data.mode === 'push' || client.ciba.deliveryMode === 'push') return unauthorizedClient('ciba.push_polls');
  record.pass('auth_req_id.alive');
  return { key, found } as OwnRequest;
}

const payWith = ({ key, found }: OwnRequest) => ({ kind: 'auth_req_id', key, keepUntil: found.data.expiresAt + markMargin, outcome: undefined }) as Payment;
