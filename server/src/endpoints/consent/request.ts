import { Refusal } from '../../kernel/refusal.ts';
import { Params } from '../../protocol/params.ts';
import { parseAuthorizationRequest, type AuthorizationRequest, type AuthorizationRequestTools } from '../../protocol/authorization-request/authorization-request.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { ClientStep } from '../interaction/prove-step.ts';
import type { Request } from '../request.ts';

/** What the person is asked about: read again by the same rules as at the authorization endpoint, so that nothing else is shown than what is granted. */
export async function parseAsked({ transaction, client }: ClientStep, { tenant, record }: Request, tools: AuthorizationRequestTools): Promise<AuthorizationRequest | OAuthRefusal> {
  const asked = await parseAuthorizationRequest(Params.fromRecord(transaction.request), { tenant, client, record }, tools);
  return asked instanceof Refusal ? invalidRequest(asked.reason, asked.evidence) : asked;
}
