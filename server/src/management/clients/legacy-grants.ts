import type { LegacyFlow } from '../../kernel/tenant.ts';
import type { Client } from '../../protocol/client/client.ts';

/** Auth0: the grant types that are the application's half of the switch of an older endpoint. No request to the token endpoint carries one. */
const grants: readonly (readonly [name: string, flow: LegacyFlow])[] = [
  ['http://auth0.com/oauth/legacy/grant-type/ro', 'resource_owner'], ['http://auth0.com/oauth/legacy/grant-type/access_token', 'idp_access_token'],
  ['http://auth0.com/oauth/legacy/grant-type/delegation/id_token', 'delegation'], ['http://auth0.com/oauth/legacy/grant-type/delegation/refresh_token', 'delegation'],
];
const byName: ReadonlyMap<string, LegacyFlow> = new Map(grants);
const flows: ReadonlySet<LegacyFlow> = new Set(grants.map(([, flow]) => flow));

/** Auth0: what an application has that is not `oidc_conformant`, and that no grant type stands for. */
const unconformant: readonly LegacyFlow[] = ['tokeninfo', 'attribute_scopes'];
const isUnconformant = (flow: LegacyFlow) => unconformant.includes(flow);

/** What a body says of older flows. `grantTypes`: every name that was sent. */
export interface LegacyBody { readonly grantTypes: readonly string[] | undefined; readonly oidcConformant: boolean | undefined }

/** The names that the token endpoint knows. */
export const withoutLegacy = (names: readonly string[]): readonly string[] => names.filter((name) => !byName.has(name));

/** Delegation is one switch here and two names there: half of it can not be had. */
export const findHalfDelegation = (names: readonly string[]): string | undefined => {
  const [first, second] = grants.flatMap(([name, flow]) => (flow === 'delegation' ? [name] : []));
  const [one, other] = [first, second].map((name) => name !== undefined && names.includes(name));
  return one === other ? undefined : `${first ?? ''} and ${second ?? ''}`;
};

/** The older flows of an application after a change; all others stay as they are. */
export function changedLegacy(before: readonly LegacyFlow[], { grantTypes, oidcConformant }: LegacyBody): readonly LegacyFlow[] {
  const kept = grantTypes === undefined ? before : [...before.filter((flow) => !flows.has(flow)), ...new Set(grantTypes.flatMap((name) => byName.get(name) ?? []))];
  if (oidcConformant === undefined || oidcConformant === isConformant(before)) return kept;
  return oidcConformant ? kept.filter((flow) => !isUnconformant(flow)) : [...kept, ...unconformant];
}

/** Auth0: nothing of what was before OpenID Connect, as far as it is no grant type. */
export const isConformant = (legacyFlows: readonly LegacyFlow[]): boolean => !legacyFlows.some(isUnconformant);

/** The grant types of an application, with those that stand for older endpoints. */
export const shownGrants = ({ grantTypes, legacyFlows }: Pick<Client, 'grantTypes' | 'legacyFlows'>): readonly string[] => [...grantTypes, ...grants.flatMap(([name, flow]) => (legacyFlows.includes(flow) ? [name] : []))];
