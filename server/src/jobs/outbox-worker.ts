import { logType } from '../kernel/log-type.ts';
import { newKey } from '../kernel/opaque-token.ts';
import type { ReasonCode } from '../kernel/reasons/index.ts';
import type { Clock, Seconds } from '../kernel/time.ts';
import type { EventLog } from '../protocol/ports/event-log.ts';
import type { Outbox, OutboxMessage, OutboxSender } from '../protocol/ports/outbox.ts';
import type { Logger } from './jobs.ts';

/** Who sends which kind. A kind that nobody sends here waits for a node that does. */
export type OutboxSenders = Partial<Readonly<Record<OutboxMessage['kind'], OutboxSender>>>;

/** What the worker works with. `random` answers a number from 0 to 1 and spreads the tries. */
export interface OutboxWorkerTools { readonly outbox: Outbox; readonly senders: OutboxSenders; readonly log: Pick<EventLog, 'append'>; readonly clock: Clock; readonly logger: Logger; readonly random?: () => number }

/** Sends what is due. Any number of nodes may have one. */
export interface OutboxWorker {
  /** Begins to send everything that is due now, as far as there is room; does not wait for slow receivers. */
  run(): Promise<void>;
  /** Resolves when nothing is under way. */
  settle(): Promise<void>;
}

/** So many messages are under way at once from one node. */
const mostAtOnce = 50;
/** A message in one hand is hidden from all others so long: far more than one try takes. What a dead process held comes back then. */
const lease: Seconds = 30;
/** Pauses after the first, second, … failed try; the last one repeats. */
const pauses: readonly Seconds[] = [5, 30, 120, 600, 1800, 3600, 7200];
/** What has no way out is asked about again after so long. */
const waitingPause: Seconds = 300;
/** A message is given up so long after it was put in. */
const patience: Seconds = 86_400;

/** Takes messages out of the outbox and lets the sender of their kind make the request. A receiver that fails is asked again, ever more seldom, for a day. */
export function createOutboxWorker(tools: OutboxWorkerTools): OutboxWorker {
  const { outbox, clock } = tools;
  const underWay = new Set<Promise<void>>();

  const begin = (message: OutboxMessage): void => {
    const trying = tryOnce(message, tools).finally(() => underWay.delete(trying));
    underWay.add(trying);
  };

  return {
    async run() {
      const room = mostAtOnce - underWay.size;
      if (room <= 0) return;
      const now = clock.now();
      for (const message of await outbox.claim(now, now + lease, room)) begin(message);
    },
    async settle() { await Promise.all(underWay); },
  };
}

/** One try; a failure of ours leaves the message hidden until its lease is over. */
async function tryOnce(message: OutboxMessage, tools: OutboxWorkerTools): Promise<void> {
  const sender = tools.senders[message.kind];
  try {
    if (sender === undefined) await tools.outbox.postpone(message, tools.clock.now() + patience / 24);
    else await deliver(message, sender, tools);
  } catch (error) {
    tools.logger.error({ job: 'outbox', kind: message.kind, err: error }, 'A message could not be sent.');
  }
}

async function deliver(message: OutboxMessage, sender: OutboxSender, tools: OutboxWorkerTools): Promise<void> {
  const { outbox, clock, random = Math.random } = tools;
  const delivery = await sender.send(message);
  if (delivery.outcome === 'waiting') return wait(message, delivery.detail, tools);
  if (delivery.outcome === 'failed') {
    const pause = pauses[Math.min(message.attempts, pauses.length) - 1] ?? lease;
    const next = clock.now() + Math.round(pause * (0.8 + 0.4 * random()));
    if (next <= putAt(message) + patience) return outbox.postpone(message, next);
  }
  await outbox.remove(message);
  if (delivery.outcome === 'refused' || delivery.outcome === 'failed') note(message, { event: sender.event, reason: delivery.reason ?? (delivery.outcome === 'refused' ? sender.refused : sender.givenUp), detail: delivery.detail }, tools);
  else if (delivery.outcome === 'delivered') note(message, { event: sender.event, ...(delivery.detail === undefined ? {} : { detail: delivery.detail }) }, tools);
}

/** A message without a way out is no failure of anybody: it stays, however long, and the operator is told why. */
async function wait(message: OutboxMessage, detail: string, { outbox, clock, logger }: OutboxWorkerTools): Promise<void> {
  await outbox.postpone(message, clock.now() + waitingPause);
  logger.warn?.({ job: 'outbox', kind: message.kind, tenant: message.tenant, detail }, 'A message waits.');
}

/** The key of a message begins with the time at which it was made. */
const putAt = ({ key }: OutboxMessage): Seconds => Math.floor(Number.parseInt(key.slice(0, 12), 16) / 1000);

interface Ending { readonly event: string; readonly reason?: ReasonCode; readonly detail?: string }

/** The line of the log: whom it was for, and how often it was tried. */
function note({ tenant, attempts, data }: OutboxMessage, { event, reason, detail }: Ending, { log, clock }: OutboxWorkerTools): void {
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : undefined);
  const result = reason === undefined ? 'allowed' : 'refused';
  log.append(tenant, { key: newKey(clock.nowMs()), event, type: logType(event, result, { reason }), result, reason, clientId: text('clientId'), userId: text('userId'), connection: undefined, address: '', detail: JSON.stringify({ attempts, detail }) });
}
