import { Refusal } from '../../kernel/refusal.ts';
import type { TokenCall } from '../../protocol/grant-types/grant-type.ts';
import { proveLegacy } from '../../protocol/legacy/prove-legacy.ts';
import { authorizePassword } from '../../protocol/password/authorize-password.ts';
import { unsupportedGrantType, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { answerOlderCall, type AuthorizedCall, type OlderTokenTools } from '../older-token-call.ts';
import type { Endpoint } from '../reply.ts';
import { tokenReply } from '../token-reply.ts';

/** Auth0: `/oauth/ro`, the password grant as it was before the token endpoint had it, with the connection named. Off until tenant and application switch it on. */
export const resourceOwnerEndpoint = (tools: OlderTokenTools): Endpoint => ({
  name: 'resource_owner', path: '/oauth/ro', methods: ['POST'], cors: 'applications',
  handle: async (request) => tokenReply(await answerOlderCall(request, { grantType: 'password', protocol: 'oauth2-resource-owner', authorize: (call) => authorize(call, tools) }, tools), request, tools),
});

async function authorize(call: TokenCall, tools: OlderTokenTools): Promise<AuthorizedCall | OAuthRefusal> {
  const permit = proveLegacy('resource_owner', call);
  if (permit instanceof Refusal) return permit;
  const grantType = call.params.optional('grant_type') ?? 'password';
  if (grantType !== 'password') return unsupportedGrantType('grant_type.unknown', { expected: 'password', received: grantType.slice(0, 80) });
  const realm = call.params.required('connection');
  if (realm instanceof Refusal) return realm;
  const authorization = await authorizePassword({ permit, realm }, call, tools);
  return authorization instanceof Refusal ? authorization : { authorization, along: [] };
}
