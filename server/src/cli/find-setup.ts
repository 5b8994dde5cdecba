import type { KeyObject } from 'node:crypto';
import { skippedOwner } from '../identity/setup/skipped-owner.ts';
import { issueSetupCode, setupCodePurpose, setupLink } from '../identity/setup/setup-code.ts';
import type { SetupStore } from '../identity/ports/setup-store.ts';
import type { Tenant } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import type { AdministratorStore } from '../protocol/ports/administrator-store.ts';

/** What issues set-up links. */
export interface SetupHouse { readonly storage: { readonly setup: SetupStore; readonly administrators: AdministratorStore }; readonly sealing: { deriveKey(purpose: string): KeyObject }; readonly clock: Clock; readonly defaultTenant: Tenant }

/** A new set-up link of the default tenant; the ones of before count no more. */
export async function issueSetupLink({ storage, sealing, clock, defaultTenant: { id, issuer } }: SetupHouse): Promise<string> {
  return setupLink(issuer, await issueSetupCode(id, { setup: storage.setup, setupCodeKey: sealing.deriveKey(setupCodePurpose), clock }));
}

/** Is there nobody yet who administers? Whoever only skipped the set-up does not count. */
export const needsSetup = async ({ storage, defaultTenant }: SetupHouse): Promise<boolean> =>
  !(await storage.administrators.list(defaultTenant.id)).some(({ email }) => email !== skippedOwner.email);
