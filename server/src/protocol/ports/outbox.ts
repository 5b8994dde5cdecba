import type { TokenKey } from '../../kernel/opaque-token.ts';
import type { PreparedWrite } from '../../kernel/prepared-write.ts';
import type { ReasonCode } from '../../kernel/reasons/index.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { Seconds } from '../../kernel/time.ts';

/** A message that must leave, whatever happens to this process. */
export interface OutboxMessage {
  readonly tenant: TenantId;
  readonly key: TokenKey;
  /** Who makes the request of it when its time has come. */
  readonly kind: 'backchannel_logout' | 'ciba_ping' | 'ciba_push' | 'mail';
  readonly dueAt: Seconds;
  /** How often it was tried. */
  readonly attempts: number;
  /** Plain JSON, without secrets in clear. */
  readonly data: Readonly<Record<string, unknown>>;
}

/** Messages on their way out. Each is tried by one node at a time, at least once, until it is done or given up. */
export interface Outbox {
  put(messages: readonly OutboxMessage[]): Promise<void>;
  /** The same as a part of somebody else's commit. */
  prepare(messages: readonly OutboxMessage[]): PreparedWrite;
  /** Messages that are due, at most `take`, hidden from all others until `hiddenUntil`. */
  claim(now: Seconds, hiddenUntil: Seconds, take: number): Promise<readonly OutboxMessage[]>;
  /** Messages of one kind of a tenant that have not left yet, oldest first, at most `take`; one that is being tried in this moment is among them. */
  list(tenant: TenantId, kind: OutboxMessage['kind'], take: number): Promise<readonly OutboxMessage[]>;
  /** It arrived, or was given up. */
  remove(message: OutboxMessage): Promise<void>;
  /** It is tried again from `dueAt` on. */
  postpone(message: OutboxMessage, dueAt: Seconds): Promise<void>;
}

/**
 * What became of one try. `refused` is final; after `failed` it is tried again; `needless`: nobody wants the message any more; `waiting`: there is no way out yet, and it is kept until there is.
 * `detail` and `reason`, where the sender has a closer one than its own, are for the log.
 */
export type Delivery = { readonly outcome: 'needless' } | { readonly outcome: 'delivered'; readonly detail?: string } | { readonly outcome: 'waiting'; readonly detail: string }
  | { readonly outcome: 'refused' | 'failed'; readonly detail: string; readonly reason?: ReasonCode };

/** Makes the request of a message of one kind. The log gets a line when it arrived and when it never will: its event, and the reason where it did not. */
export interface OutboxSender {
  readonly event: string;
  readonly refused: ReasonCode;
  readonly givenUp: ReasonCode;
  send(message: OutboxMessage): Promise<Delivery>;
}
