import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Grant } from '../../protocol/tokens/records.ts';
import type { PeopleTools } from '../people-tools.ts';

/** A grant with offline access that still works; `undefined` for anything else, so that an id never tells of what is over. */
export async function findOffline({ id }: Tenant, key: TokenKey | undefined, { grants, clock }: PeopleTools): Promise<Grant | undefined> {
  const found = key === undefined ? undefined : await grants.findGrant(id, key);
  if (found === undefined || !found.grant.offline || found.revokedAt !== undefined || found.grant.absoluteExpiresAt <= clock.now()) return undefined;
  return found.grant;
}
