import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import { scopeClaims } from '../../protocol/claims/scope-claims.ts';
import { proveLegacy } from '../../protocol/legacy/prove-legacy.ts';
import { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { publicSubject } from '../../protocol/subject/public-subject.ts';
import type { Subject } from '../../protocol/subject.ts';
import { readIdToken, type IdTokenUse } from '../../protocol/token-exchange/read-id-token.ts';
import { invalidToken, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { bearerErrorReply } from '../bearer-error.ts';
import { noStore, oauthErrorReply } from '../oauth-error.ts';
import { readBodyParams } from '../read-params.ts';
import { appendEvent, type EventTools } from '../record-event.ts';
import type { Endpoint } from '../reply.ts';
import type { Request } from '../request.ts';

/** What proves an ID token, finds its application and records the outcome. */
export type TokeninfoTools = IdTokenUse & EventTools & { readonly clients: ClientDirectory };

type Body = Readonly<Record<string, unknown>>;

/** Auth0: the whole profile of the person that an ID token speaks of, for whoever shows it. Off until tenant and application switch it on. */
export const tokeninfoEndpoint = (tools: TokeninfoTools): Endpoint => ({
  name: 'tokeninfo', path: '/tokeninfo', methods: ['GET', 'POST'], cors: 'applications',
  async handle(request) {
    const answer = await profileFor(request, tools);
    if (answer instanceof Refusal) request.record.refuse(answer);
    appendEvent(request, 'tokeninfo', tools);
    if (!(answer instanceof Refusal)) return { kind: 'json', status: 200, body: answer, headers: noStore };
    return answer.code === 'invalid_token' ? bearerErrorReply(answer) : oauthErrorReply(answer, request);
  },
});

async function profileFor(request: Request, tools: TokeninfoTools): Promise<Body | OAuthRefusal> {
  const { tenant, record } = request;
  const params = request.method === 'GET' ? Params.fromForm(request.query) : readBodyParams(request);
  if (params instanceof Refusal) return params;
  const value = params.required('id_token');
  if (value instanceof Refusal) return value;
  const verified = await tools.verifier.verify(tenant, value);
  const audience = verified?.claims['aud'];
  const client = typeof audience === 'string' ? await tools.clients.findClient(tenant.id, audience) : undefined;
  if (client?.enabled !== true) return invalidToken('exchange.token_unknown', { received: 'id_token' });
  record.facts.clientId = client.id;
  const permit = proveLegacy('tokeninfo', { tenant, client, record });
  if (permit instanceof Refusal) return permit;
  const token = await readIdToken({ role: 'id_token', value }, { tenant, client, record }, tools);
  if (token instanceof Refusal) return invalidToken(token.reason, token.evidence);
  return token.subject === undefined ? invalidToken('user.gone') : describe(token.subject, client, tools);
}

/** Auth0: the normalised profile, with the identity that it comes from. */
function describe(subject: Subject, client: Client, tools: TokeninfoTools): Body {
  const [provider = '', ...rest] = subject.id.split('|');
  const identity = { user_id: rest.join('|'), provider, connection: subject.connection, isSocial: false };
  return {
    ...scopeClaims(subject, ['profile', 'email', 'address', 'phone'], { style: 'auth0', attributes: false }),
    user_id: publicSubject(subject.id, client, tools), clientID: client.id,
    // OIDC Core §8: who knows the person by a pseudonym is not told the name behind it.
    ...(client.subject.type === 'public' ? { identities: [identity] } : {}),
  };
}
