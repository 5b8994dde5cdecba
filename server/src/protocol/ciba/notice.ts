import { newKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Milliseconds, Seconds } from '../../kernel/time.ts';
import type { MessageSeal } from '../ports/message-seal.ts';
import type { OutboxMessage } from '../ports/outbox.ts';

/** What a notification is made of (OIDC CIBA §10.2, OIDC CIBA §10.3): secrets both, so they wait sealed. `body`: what is pushed. */
export interface Notice { readonly authReqId: string; readonly token: string; readonly body?: object }

/** What waits in the outbox. `request`: the key of the backchannel request. */
export interface NoticeMessage {
  readonly clientId: string;
  readonly userId: string;
  readonly request: string;
  readonly sealed: string;
  /** From then on nobody wants a ping any more. */
  readonly expiresAt: Seconds;
  /** Push: it is only sent if nobody answered until it is due. */
  readonly expiry?: boolean;
}

const contextOf = (tenant: TenantId, request: string) => `ciba notice ${tenant} ${request}`;

/** A notice as it may be stored; it opens for its own request only. */
export const sealNotice = (notice: Notice, { tenant, request }: { readonly tenant: TenantId; readonly request: string }, seal: MessageSeal): string => seal.seal(JSON.stringify(notice), contextOf(tenant, request));

/** The notice of a request. Throws when it was changed. */
export const openNotice = (sealed: string, { tenant, request }: { readonly tenant: TenantId; readonly request: string }, seal: MessageSeal): Notice => JSON.parse(seal.open(sealed, contextOf(tenant, request))) as Notice;

/** The message that waits in the outbox until `dueAt`. */
export const noticeMessage = (tenant: TenantId, { kind, dueAt, madeAt, data }: { readonly kind: 'ciba_ping' | 'ciba_push'; readonly dueAt: Seconds; readonly madeAt: Milliseconds; readonly data: NoticeMessage }): OutboxMessage => ({
  tenant, key: newKey(madeAt), kind, dueAt, attempts: 0, data: { ...data },
});
