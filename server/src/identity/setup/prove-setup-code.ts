import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { addressBlock } from '../attack-protection/address-block.ts';
import { reserveAll, type Limit } from '../attack-protection/reserve.ts';
import type { ThrottleStore } from '../ports/throttle-store.ts';
import { canonicalSetupCode, hashSetupCode, type SetupCodeTools } from './setup-code.ts';

/** Evidence that somebody has the set-up link of this tenant. `hash` is what is spent with it. */
export type SetupPermit = Brand<{ readonly hash: string }, 'SetupPermit'>;

/** A code that somebody brings. */
export interface BroughtCode { readonly tenant: TenantId; readonly typed: string | undefined; readonly address: string; readonly record: DecisionRecord }

const window: Seconds = 900;
const reason = 'setup.throttled';
/** Wrong codes from one address, and in the whole tenant: of thirty to the eighth codes, those who guess for half an hour find one in a thousand million times. */
const fromAddress: Limit = { kind: 'setup.address', most: 10, window, reason };
const inTenant: Limit = { kind: 'setup.tenant', most: 200, window, reason };

/** Is this the code of the link that counts now? A place is taken before anybody looks, and given back for a right one. */
export async function proveSetupCode({ tenant, typed, address, record }: BroughtCode, tools: SetupCodeTools & { readonly throttles: ThrottleStore }): Promise<SetupPermit | Refusal> {
  const places = await reserveAll(tenant, [{ limit: fromAddress, of: [addressBlock(address)] }, { limit: inTenant, of: [] }], tools);
  if (places instanceof Refusal) return places;
  const hash = hashSetupCode(tools.setupCodeKey, tenant, canonicalSetupCode(typed ?? ''));
  const kept = await tools.setup.find(tenant);
  const now = tools.clock.now();
  if (kept?.hash !== hash) return new Refusal('invalid_request', 'setup.code_unknown');
  if (kept.expiresAt <= now) return new Refusal('invalid_request', 'setup.code_expired', { received: `expired ${now - kept.expiresAt} s ago` });
  await tools.throttles.change(tenant, places.map(({ giveBack }) => giveBack), now);
  record.pass('setup.code');
  return { hash } as SetupPermit;
}
