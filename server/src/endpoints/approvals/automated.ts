import { Refusal } from '../../kernel/refusal.ts';
import type { BackchannelRequest } from '../../protocol/ciba/backchannel-request.ts';
import { Params } from '../../protocol/params.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';
import { allowRequest, declineRequest } from './answer-request.ts';
import type { ApprovalTools } from './endpoint.ts';
import { findOpenRequest } from './open-request.ts';

/**
 * Answers a backchannel request in the place of its person, for conformance suites that can't press a button: `auth_req_id` and `action` (allow or deny).
 * It exists in development mode alone, and answers for a tenant that `gatehouse conformance` made.
 */
export const automatedApprovalEndpoint = (tools: ApprovalTools): Endpoint => ({
  name: 'approvals.automated', path: '/conformance/ciba', methods: ['GET', 'POST'], cors: 'none',
  async handle(request) {
    const refusal = await answer(request, tools);
    return refusal === undefined ? { kind: 'empty', status: 204, headers: noStore } : oauthErrorReply(refusal, request);
  },
});

async function answer(request: Request, tools: ApprovalTools): Promise<OAuthRefusal | undefined> {
  const { tenant, record } = request;
  if (tenant.settings.environment !== 'development' || !tenant.settings.automatedApprovals) return refused(request, invalidRequest('ciba.not_waiting', { expected: 'a tenant of gatehouse conformance' }));
  const params = Params.fromForm(request.query);
  if (params instanceof Refusal) return refused(request, params);
  const key = tools.tokens.keyOf(params.optional('auth_req_id') ?? '');
  const found = key === undefined ? undefined : await tools.pending.load<BackchannelRequest>(tenant.id, 'ciba', key);
  const user = found === undefined ? undefined : await tools.users.find(tenant.id, found.data.userId);
  if (found === undefined || user === undefined) return refused(request, invalidRequest('ciba.not_waiting'));
  const open = await findOpenRequest(found.key, { tenant: tenant.id, userId: user.id }, tools);
  if (open instanceof Refusal) return refused(request, open);
  record.facts.userId = user.id;
  const asked = { person: { user, session: { authTime: tools.clock.now() } }, open };
  return params.optional('action') === 'allow' ? allowRequest(request, asked, tools) : declineRequest(request, asked, tools);
}

function refused({ record }: Request, refusal: OAuthRefusal): OAuthRefusal {
  record.refuse(refusal);
  return refusal;
}
