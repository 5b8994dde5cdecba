import type { OpaqueToken, OpaqueTokens, TokenKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { Pending, PendingStore } from '../ports/pending-store.ts';
import { invalidToken, type OAuthRefusal } from '../vocabulary/errors.ts';

/** What waits under an initial access token: how many registrations it is still good for. */
export interface InitialAccess { readonly left: number }

/** Where initial access tokens wait. */
export interface InitialAccessTools { readonly pending: PendingStore; readonly tokens: OpaqueTokens; readonly clock: Clock }

/** RFC 7591 §3: a new initial access token for `uses` registrations, within `ttl` seconds. Only its key is stored. */
export async function issueInitialAccessToken(tenant: TenantId, { uses, ttl }: { readonly uses: number; readonly ttl: Seconds }, { pending, tokens, clock }: InitialAccessTools): Promise<OpaqueToken> {
  const { token, key } = tokens.mint(clock.nowMs());
  const data: InitialAccess = { left: uses };
  await pending.open(tenant, [{ kind: 'initial_access_token', key, version: 1, expiresAt: clock.now() + ttl, data }]);
  return token;
}

/** The key of an initial access token that is good now. What it is good for is taken at the end, by `spendInitialAccess`. */
export async function findInitialAccess(tenant: TenantId, presented: string, { pending, tokens, clock }: InitialAccessTools): Promise<TokenKey | OAuthRefusal> {
  const key = tokens.keyOf(presented);
  const found = key === undefined ? undefined : await pending.load<InitialAccess>(tenant, 'initial_access_token', key);
  return key === undefined || !isGood(found, clock.now()) ? invalidToken('registration.token_wrong') : key;
}

/** Takes one registration of it. Of any number of calls at once as many succeed as were left: each is a compare-and-set, or the removal of the last one. */
export async function spendInitialAccess(tenant: TenantId, key: TokenKey, { pending, clock }: InitialAccessTools): Promise<OAuthRefusal | undefined> {
  for (;;) {
    const found = await pending.load<InitialAccess>(tenant, 'initial_access_token', key);
    if (!isGood(found, clock.now())) return invalidToken('registration.token_wrong');
    if (await take(tenant, found, pending)) return undefined;
  }
}

const isGood = (found: Pending<InitialAccess> | undefined, now: Seconds): found is Pending<InitialAccess> => found !== undefined && found.expiresAt > now && found.data.left > 0;

/** False: somebody else changed it meanwhile, so somebody else went on, and this one looks again. */
async function take(tenant: TenantId, found: Pending<InitialAccess>, pending: PendingStore): Promise<boolean> {
  if (found.data.left === 1) return pending.remove(tenant, found.kind, found.key);
  const data: InitialAccess = { left: found.data.left - 1 };
  return (await pending.advance(tenant, { ...found, version: found.version + 1, data })) === 'advanced';
}
