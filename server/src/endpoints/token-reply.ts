import { Refusal } from '../kernel/refusal.ts';
import type { DpopTools } from '../protocol/sender-constraint/dpop.ts';
import type { TokenResponse } from '../protocol/tokens/issue-tokens.ts';
import type { OAuthRefusal } from '../protocol/vocabulary/errors.ts';
import { noStore, oauthErrorReply } from './oauth-error.ts';
import { appendEvent, type EventTools } from './record-event.ts';
import type { Reply } from './reply.ts';
import type { Request } from './request.ts';
import { nonceHeader } from './sender-call.ts';

/** RFC 6749 §5.1 and RFC 6749 §5.2: tokens, whose line of the log is stored with them; or why there are none, which is written down here. With the next nonce for who proves a key (RFC 9449 §8.2). */
export function tokenReply(answer: TokenResponse | OAuthRefusal, request: Request, tools: EventTools & DpopTools): Reply {
  if (!(answer instanceof Refusal)) return { kind: 'json', status: 200, body: answer, headers: { ...noStore, ...nonceHeader(request, tools) } };
  request.record.refuse(answer);
  appendEvent(request, 'token.exchange', tools);
  const refused = oauthErrorReply(answer, request);
  return { ...refused, headers: { ...refused.headers, ...nonceHeader(request, tools) } };
}
