import type { Brand } from '../../kernel/brand.ts';
import { isConfidential, type Client } from '../client/client.ts';
import type { Addon } from '../client/client-policies.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { TokenCall } from '../grant-types/grant-type.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import { invalidTarget, unauthorizedClient, type OAuthRefusal } from '../vocabulary/errors.ts';
import { addonKinds } from './addons/index.ts';
import type { AddonKind } from './addons/addon-kind.ts';
import type { DelegationRequest } from './parse-delegation.ts';

/** Evidence that the application may have a token for this target. */
export type DelegationTarget = Brand<
  | { readonly to: 'application'; readonly client: Client }
  | { readonly to: 'api'; readonly api: ResourceServer }
  | { readonly to: 'addon'; readonly client: Client; readonly kind: AddonKind; readonly name: string; readonly addon: Addon },
  'DelegationTarget'>;

/** Auth0: the target is another application, an API or an add-on of an application, all of the same tenant. Others than the application itself stand in its exchange policy. */
export async function findDelegationTarget(request: DelegationRequest, call: TokenCall, tools: { readonly clients: ClientDirectory }): Promise<DelegationTarget | OAuthRefusal> {
  const { client, tenant, record } = call;
  const id = request.target ?? client.id;
  if (id !== client.id && !client.exchange.audiences.includes(id)) return invalidTarget('delegation.target_not_allowed', { expected: [client.id, ...client.exchange.audiences].join(' '), received: id.slice(0, 200) });
  const [application, api] = [await tools.clients.findClient(tenant.id, id), await tools.clients.findResourceServer(tenant.id, id)];
  record.facts.audience = id;
  if (request.apiType !== 'app') return findAddon(request.apiType, application);
  if (application?.enabled === true) return refuseRenewal(request, application, call) ?? { to: 'application', client: application } as DelegationTarget;
  return api?.enabled === true ? { to: 'api', api } as DelegationTarget : invalidTarget('delegation.target_unknown', { received: id.slice(0, 200) });
}

/** An ID token that renews itself never ends; who keeps no secret could be anybody who found one (OIDC Core §12 has refresh tokens for it). */
function refuseRenewal({ subject }: DelegationRequest, target: Client, { client }: TokenCall): OAuthRefusal | undefined {
  return target.id === client.id && subject.type === 'id_token' && !isConfidential(client) ? unauthorizedClient('delegation.renewal_public') : undefined;
}

function findAddon(apiType: string, client: Client | undefined): DelegationTarget | OAuthRefusal {
  const kind = addonKinds.get(apiType);
  if (kind === undefined) return invalidTarget('addon.not_offered', { expected: ['app', ...addonKinds.keys()].join(' '), received: apiType.slice(0, 60) });
  const found = client?.enabled === true ? Object.entries(client.addons).find(([, addon]) => addon.kind === apiType) : undefined;
  if (client === undefined || found === undefined) return invalidTarget('addon.not_configured', { received: apiType });
  return { to: 'addon', client, kind, name: found[0], addon: found[1] } as DelegationTarget;
}
