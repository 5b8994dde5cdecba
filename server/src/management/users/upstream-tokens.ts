import { upstreamTokenPlace, type KeptUpstreamTokens } from '../../identity/upstream/upstream-tokens.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import { allowsScope, type Permit } from '../permit.ts';
import type { ManagementTools } from '../tools.ts';
import type { identitiesOf } from './schema.ts';

/** Auth0: the scope that opens the tokens of other providers; an application has it, never a person. */
export const upstreamTokenScope = 'read:user_idp_tokens';

/** May the caller read them? The scope alone reads no person: it is asked beside that of the operation. */
export const readsUpstreamTokens = (permit: Permit): boolean => allowsScope(permit, upstreamTokenScope, undefined);

type Identities = ReturnType<typeof identitiesOf>;

/** Seed row 147: the identities of a person, each with the tokens of its provider. `expires_in` counts from now, in seconds; what has ended is shown all the same, for a provider may refresh it. */
export async function withUpstreamTokens(tenant: TenantId, described: Readonly<Record<string, unknown>>, { upstreamTokens, messageSeal, clock }: Pick<ManagementTools, 'upstreamTokens' | 'messageSeal' | 'clock'>): Promise<Readonly<Record<string, unknown>>> {
  const identities = await Promise.all((described['identities'] as Identities).map(async (identity) => {
    const id = `${identity.provider}|${identity.user_id}`;
    const sealed = await upstreamTokens.find(tenant, id);
    if (sealed === undefined) return identity;
    const { accessToken, refreshToken, expiresAt } = JSON.parse(messageSeal.open(sealed, upstreamTokenPlace(tenant, id))) as KeptUpstreamTokens;
    return { ...identity, access_token: accessToken, ...(refreshToken === undefined ? {} : { refresh_token: refreshToken }), ...(expiresAt === undefined ? {} : { expires_in: Math.max(0, expiresAt - clock.now()) }) };
  }));
  return { ...described, identities };
}
