import { createHmac, randomInt, type KeyObject } from 'node:crypto';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Clock, Seconds } from '../../kernel/time.ts';
import type { SetupStore } from '../ports/setup-store.ts';

/** How long a set-up link is good. */
export const setupTtl: Seconds = 1800;

/** Letters and digits that are not mistaken for one another: thirty of them, eight times, are 39 bits. */
const alphabet = 'ABCDEFGHJKMNPQRSTVWXYZ23456789';
const half = 4;
const randomHalf = () => Array.from({ length: half }, () => alphabet[randomInt(alphabet.length)]).join('');

/** What the key that hides codes is derived for. */
export const setupCodePurpose = 'setup codes';

/** As it was made, whatever stands between the letters and however they are written; nothing else has eight of them. */
export const canonicalSetupCode = (typed: string): string => typed.slice(0, 64).toUpperCase().replace(/[^A-Z0-9]/g, '');

/** What is stored of a code. Without the key, eight letters could be found by trying. */
export const hashSetupCode = (key: KeyObject, tenant: TenantId, code: string): string => createHmac('sha256', key).update(`${tenant}\n${code}`).digest('base64url');

/** What issues codes. */
export interface SetupCodeTools { readonly setup: SetupStore; readonly setupCodeKey: KeyObject; readonly clock: Clock }

/** Makes a code, which takes the place of the one before. It is told here and nowhere else. */
export async function issueSetupCode(tenant: TenantId, { setup, setupCodeKey, clock }: SetupCodeTools): Promise<string> {
  const code = `${randomHalf()}-${randomHalf()}`;
  await setup.replace(tenant, { hash: hashSetupCode(setupCodeKey, tenant, canonicalSetupCode(code)), expiresAt: clock.now() + setupTtl });
  return code;
}

/** The address that an operator opens. */
export const setupLink = (issuer: string, code: string): string => `${issuer}dashboard?setup=${code}`;
