import type { MailOrder, MailTemplate } from '../identity/ports/mailer.ts';
import { newKey, type TokenKey } from '../kernel/opaque-token.ts';
import type { TenantId } from '../kernel/tenant.ts';
import type { Milliseconds, Seconds } from '../kernel/time.ts';
import type { MessageSeal } from '../protocol/ports/message-seal.ts';
import type { OutboxMessage } from '../protocol/ports/outbox.ts';

/** What waits in the outbox. What is in clear is for the log; address, links and codes are sealed. */
export interface MailMessage {
  readonly template: MailTemplate;
  readonly userId?: string;
  readonly clientId?: string;
  readonly expiresAt?: Seconds;
  readonly sealed: string;
}

type Sealed = Pick<MailOrder, 'to' | 'language' | 'data' | 'words'>;

/** What is sealed opens for its own message only. */
const contextOf = (tenant: TenantId, key: TokenKey) => `mail ${tenant} ${key}`;

/** An order as a message that is due at once. */
export function sealMail(tenant: TenantId, { order, madeAt }: { readonly order: MailOrder; readonly madeAt: Milliseconds }, seal: MessageSeal): OutboxMessage {
  const key = newKey(madeAt);
  const { template, userId, clientId, expiresAt, to, language, data, words } = order;
  const hidden: Sealed = { to, language, ...(data === undefined ? {} : { data }), ...(words === undefined ? {} : { words }) };
  const message: MailMessage = {
    template, ...(userId === undefined ? {} : { userId }), ...(clientId === undefined ? {} : { clientId }), ...(expiresAt === undefined ? {} : { expiresAt }),
    sealed: seal.seal(JSON.stringify(hidden), contextOf(tenant, key)),
  };
  return { tenant, key, kind: 'mail', dueAt: Math.floor(madeAt / 1000), attempts: 0, data: { ...message } };
}

/** The order of a message. Throws when it was changed. */
export function openMail({ tenant, key, data }: OutboxMessage, seal: MessageSeal): MailOrder {
  const { sealed, ...open } = data as unknown as MailMessage;
  return { ...open, ...(JSON.parse(seal.open(sealed, contextOf(tenant, key))) as Sealed) };
}
