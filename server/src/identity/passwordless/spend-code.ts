import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { MailedCodeTools } from './code-place.ts';
import type { ProvenMailbox } from './prove-mailed-code.ts';

/** Uses the code of a person up. Who comes second with a right code is told what a wrong one is told; as a guess it does not count. */
export async function spendCode(tenant: TenantId, { code, counters }: ProvenMailbox, { mailedCodes, throttles, clock }: MailedCodeTools): Promise<Refusal | undefined> {
  if (await mailedCodes.spend(tenant, code)) return undefined;
  await throttles.change(tenant, counters, clock.now());
  return new Refusal('access_denied', 'passwordless.code_wrong', { received: 'a code that was used' });
}
