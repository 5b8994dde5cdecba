import type { Refusal } from '../../kernel/refusal.ts';
import { oauthErrorReply } from '../oauth-error.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/** Auth0: the codes of these addresses. */
const codes: Readonly<Record<string, string>> = {
  'connection.unknown': 'bad.connection', 'connection.disabled': 'bad.connection', 'connection.none': 'bad.connection', 'passwordless.no_text_messages': 'bad.connection',
  'passwordless.email_malformed': 'bad.email', 'passwordless.auth_params_malformed': 'bad.authParams',
  'passwordless.code_wrong': 'invalid_user_password', 'passwordless.code_expired': 'invalid_user_password',
};

/** A refusal as applications read it. */
export function passwordlessErrorReply(refusal: Refusal, request: Request): Reply {
  const reply = oauthErrorReply(refusal, request);
  const error = codes[refusal.reason];
  return reply.kind !== 'json' || error === undefined ? reply : { ...reply, body: { ...(reply.body as object), error } };
}
