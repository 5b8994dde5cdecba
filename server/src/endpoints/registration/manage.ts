import { Refusal } from '../../kernel/refusal.ts';
import type { Client } from '../../protocol/client/client.ts';
import type { Registration } from '../../protocol/client/client-policies.ts';
import { Params } from '../../protocol/params.ts';
import type { SingleUseStore } from '../../protocol/ports/single-use-store.ts';
import { clientOfMetadata } from '../../protocol/registration/client-of-metadata.ts';
import type { Members } from '../../protocol/registration/metadata-reader.ts';
import { invalidClientMetadata, invalidToken, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';
import { secretsFor } from '../../protocol/client/client-secrets.ts';
import { proveMetadata } from './prove-metadata.ts';
import type { RegisterTools } from './register.ts';
import type { Registered } from './reply.ts';
import { bearerOf, parseMembers } from './request.ts';

/** What the management of a registration works with. */
export type ManageTools = RegisterTools & { readonly singleUse: SingleUseStore };

/** A client whose own registration access token came with the request. */
export interface Managed { readonly client: Client; readonly registration: Registration; readonly presented: string }

/**
 * RFC 7592 §2: the client of the address, proved by its registration access token. A client that is unknown, gone, switched off (A204 of the attack cases) or another one's
 * is answered alike: nobody learns which exist.
 */
export async function proveManaged(request: Request, tools: ManageTools): Promise<Managed | OAuthRefusal> {
  const params = Params.fromForm(request.query);
  const id = params instanceof Refusal ? undefined : params.optional('client_id');
  const presented = bearerOf(request) ?? '';
  const client = id === undefined ? undefined : await tools.registry.findClient(request.tenant.id, id);
  const { registration } = client ?? {};
  const key = tools.tokens.keyOf(presented);
  if (client === undefined || registration?.by !== 'dynamic' || !client.enabled || key === undefined || registration.tokenHash !== key) return invalidToken('registration.access_token_wrong');
  request.record.facts.clientId = client.id;
  request.record.pass('registration.token');
  return { client, registration, presented };
}

const ofServer = ['registration_access_token', 'registration_client_uri', 'client_secret_expires_at', 'client_id_issued_at'];

/**
 * RFC 7592 §2.2: the metadata are replaced as a whole. Each update replaces the registration access token: of several with the same one at once, one wins.
 * The secret stays while the client needs one.
 */
export async function update(request: Request, managed: Managed, tools: ManageTools): Promise<Registered | OAuthRefusal> {
  const members = parseMembers(request);
  if (members instanceof Refusal) return members;
  const wrong = findForeign(members, managed, tools);
  if (wrong !== undefined) return wrong;
  const parsed = await proveMetadata(request, { members, admitted: hadMore(managed) }, tools);
  if (parsed instanceof Refusal) return parsed;
  const spent = await spendAccessToken(request, managed, tools);
  if (spent instanceof Refusal) return spent;

  const { client: before } = managed;
  const { secrets, shown } = secretsFor(parsed.settings, { owner: before, before: before.secrets }, tools);
  const { token, key } = tools.tokens.mint(tools.clock.nowMs());
  const registration: Registration = { ...managed.registration, tokenHash: key, metadata: parsed.accepted };
  const client = clientOfMetadata(parsed, { tenant: before.tenant, id: before.id, secrets, registration, fallbackName: '' });
  // Removed meanwhile: it stays so.
  if ((await tools.registry.replaceClient(client)) === 'unknown') return invalidToken('registration.access_token_wrong');
  return { client: { ...client, registration }, secret: shown, accessToken: token };
}

/** What an administrator once let in with an initial access token stays let in. */
const hadMore = ({ client }: Managed) => client.grantTypes.some((name) => !['authorization_code', 'refresh_token', 'implicit'].includes(name));

function findForeign(members: Members, { client }: Managed, { hasher }: ManageTools): OAuthRefusal | undefined {
  const given = ofServer.find((name) => members[name] !== undefined);
  if (given !== undefined) return invalidClientMetadata('registration.provided_by_server', { received: given });
  if (members['client_id'] !== client.id) return invalidClientMetadata('registration.identity_differs', { received: 'client_id', expected: client.id });
  const secret = members['client_secret'];
  const own = secret === undefined || (typeof secret === 'string' && hasher.matches(secret, client.secrets.map(({ hash }) => hash)));
  return own ? undefined : invalidClientMetadata('registration.identity_differs', { received: 'client_secret' });
}

const day = 86_400;

async function spendAccessToken({ tenant }: Request, { presented }: Managed, tools: ManageTools): Promise<OAuthRefusal | undefined> {
  const key = tools.tokens.keyOf(presented) ?? '';
  const mark = await tools.singleUse.consume(tenant.id, { kind: 'registration_access_token', key, keepUntil: tools.clock.now() + day });
  return mark === 'first' ? undefined : invalidToken('registration.access_token_wrong');
}
