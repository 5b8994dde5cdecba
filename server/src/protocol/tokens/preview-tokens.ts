import { newKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { clientGrantScope } from '../audience/client-grant-scope.ts';
import { findTarget } from '../audience/find-target.ts';
import { isConfidential, type Client } from '../client/client.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import { entitle, type Entitled } from '../entitlement/entitle.ts';
import type { Params } from '../params.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import type { Unsigned } from '../ports/key-ring.ts';
import { grantableScope } from '../scope/grantable-scope.ts';
import { parseScope } from '../scope/parse-scope.ts';
import type { Subject } from '../subject.ts';
import { proveUsable } from '../usability/prove-usable.ts';
import { accessDenied, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { Authorization } from './authorization.ts';
import { accessTokenJwt, accessTokenTtl } from './formats/access-token-jwt.ts';
import { idToken } from './formats/id-token.ts';
import type { IssueContext } from './issue-tokens.ts';
import type { Grant } from './records.ts';

/** For whom the tokens would be. `connectionEnabled`: people may come to the application from where the person is kept. */
export interface PersonAsked { readonly subject: Subject; readonly connectionEnabled: boolean }

/** What is asked: by an application, for a person who just signed in or, without one, for itself; audience and scope as a request has them. */
export interface TokensAsked { readonly client: Client; readonly person: PersonAsked | undefined; readonly params: Params }

/** Tokens as they would be signed. Times and ids are those of a token that nobody gets. */
export interface TokenPreview {
  readonly scope: readonly string[];
  readonly api: ResourceServer | undefined;
  /** `undefined`: it would be opaque. */
  readonly accessToken: Unsigned | undefined;
  /** Seconds. */
  readonly expiresIn: number;
  /** `undefined`: there would be none. */
  readonly idToken: Unsigned | undefined;
  readonly refreshToken: boolean;
}

type PreviewContext = IssueContext & { readonly tools: { readonly clients: ClientDirectory } };

/**
 * What tokens would hold, asked of what makes them: the same target, the same scope, the rules of the tenant and the permissions of the person.
 * Nothing is signed and nothing is stored. The sign-in itself and the consent are taken for granted.
 */
export async function previewTokens(asked: TokensAsked, context: PreviewContext): Promise<TokenPreview | OAuthRefusal> {
  const { tenant, record, tools } = context;
  const target = await findTarget(asked.params, tenant, { clients: tools.clients, record });
  if (target instanceof Refusal) return target;
  const proved = asked.person === undefined ? await forItself(asked, target.api, context) : forPerson({ ...asked, person: asked.person }, target.api, context);
  if (proved instanceof Refusal) return proved;
  const entitled = await entitle(proved, context);
  return entitled instanceof Refusal ? entitled : previewOf(entitled, context);
}

/** RFC 6749 §4.4. */
async function forItself({ client, params }: TokensAsked, api: ResourceServer | undefined, { tenant, record, tools }: PreviewContext): Promise<Authorization | OAuthRefusal> {
  if (!client.grantTypes.includes('client_credentials')) return unauthorizedClient('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: 'client_credentials' });
  if (!isConfidential(client)) return unauthorizedClient('client.public_not_allowed');
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const granted = api === undefined ? undefined : await tools.clients.findClientGrant(tenant.id, client.id, api.identifier);
  if (api !== undefined && granted === undefined) return accessDenied('target.not_granted', { expected: 'a grant of this application for the API', received: api.identifier });
  if (granted !== undefined) record.pass('target.granted');
  const scope = clientGrantScope(asked, granted, record);
  return scope instanceof Refusal ? scope : { ...plain, client, api, scope, grant: undefined, subject: undefined };
}

/** RFC 6749 §4.1, with a person who signed in a moment ago. */
function forPerson({ client, person: { subject, connectionEnabled }, params }: TokensAsked & { readonly person: PersonAsked }, api: ResourceServer | undefined, { tenant, record, tools: { clock } }: PreviewContext): Authorization | OAuthRefusal {
  if (!client.grantTypes.some((type) => type !== 'client_credentials' && type !== 'refresh_token')) return unauthorizedClient('client.grant_not_allowed', { expected: client.grantTypes.join(' '), received: 'authorization_code' });
  const asked = parseScope(params.optional('scope'));
  if (asked instanceof Refusal) return asked;
  const scope = grantableScope(asked, { tenant, client, api, record });
  record.pass('scope.allowed', scope.length === asked.length ? undefined : { received: asked.join(' '), expected: scope.join(' ') });
  const now = clock.now();
  const sid = newKey(clock.nowMs());
  const grant: Grant = {
    key: newKey(clock.nowMs()), clientId: client.id, userId: subject.id, sessionKey: sid, offline: scope.includes('offline_access'), scope, audience: api?.identifier,
    authTime: now, device: undefined, createdAt: now, absoluteExpiresAt: now + client.refresh.absoluteTtl, detail: undefined,
  };
  const usable = proveUsable({ grant, revokedAt: undefined, subject, connectionEnabled, session: { sid, subject: subject.id, authTime: now } }, client, record);
  return usable instanceof Refusal ? usable : { ...plain, client, api, scope, grant: usable.grant, subject: usable.subject };
}

const plain = { nonce: undefined, refresh: undefined, payment: undefined, whenSpent: undefined } as const;

function previewOf(entitled: Entitled, { tenant, tools }: PreviewContext): TokenPreview {
  const { client, api, scope, grant, subject } = entitled;
  return {
    scope, api,
    accessToken: api === undefined ? undefined : accessTokenJwt(entitled, api, { tenant, tools }),
    expiresIn: api === undefined ? tenant.settings.opaqueTokenTtl : accessTokenTtl(entitled, api),
    idToken: grant === undefined || subject === undefined || !scope.includes('openid') ? undefined : idToken(entitled, { grant, subject }, { tenant, tools }),
    refreshToken: grant?.offline === true && client.grantTypes.includes('refresh_token'),
  };
}
