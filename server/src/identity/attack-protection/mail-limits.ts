import { Refusal } from '../../kernel/refusal.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import { addressBlock } from './address-block.ts';
import { reserveAll, type Limit, type ThrottleTools } from './reserve.ts';

const window: Seconds = 3600;
const reason = 'mail.throttled';
/** Mails that strangers may have sent to one address. */
const toMailbox: Limit = { kind: 'mail.to', most: 5, window, reason };
/** Mails asked for from one network address. */
const fromAddress: Limit = { kind: 'mail.from', most: 30, window, reason };
/** Mails asked for in the whole tenant, for a flood from many addresses to many mailboxes. */
const inTenant: Limit = { kind: 'mail.tenant', most: 3000, window, reason };

/** A mail that somebody who proved nothing asks for. `email` is canonical: all its spellings share a counter, whether anybody has it or not. */
export interface AskedMail { readonly tenant: TenantId; readonly email: string; readonly address: string }

/** Takes the place of a mail before anybody looks whether there is an account. */
export async function reserveMail({ tenant, email, address }: AskedMail, tools: ThrottleTools): Promise<Refusal<'too_many_requests'> | undefined> {
  const places = await reserveAll(tenant, [{ limit: toMailbox, of: [email] }, { limit: fromAddress, of: [addressBlock(address)] }, { limit: inTenant, of: [] }], tools);
  return places instanceof Refusal ? places : undefined;
}
