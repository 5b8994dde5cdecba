import { newKey } from '../../kernel/opaque-token.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';
import type { OutboxMessage } from '../ports/outbox.ts';

/** Whom a logout token goes to, and of whose session it tells. The token itself is made when it is sent. */
export interface LogoutNotice { readonly clientId: string; readonly userId: string; readonly sid: string }

/** The message that waits in the outbox; due at once. */
export const logoutMessage = (tenant: TenantId, { clientId, userId, sid }: LogoutNotice, at: Seconds): OutboxMessage => ({
  tenant, key: newKey(at * 1000), kind: 'backchannel_logout', dueAt: at, attempts: 0, data: { clientId, userId, sid },
});
