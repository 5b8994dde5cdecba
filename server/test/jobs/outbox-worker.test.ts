import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createOutboxWorker } from '../../src/jobs/outbox-worker.ts';
import { newKey } from '../../src/kernel/opaque-token.ts';
import type { Delivery, OutboxMessage, OutboxSender } from '../../src/protocol/ports/outbox.ts';
import type { LogRecord } from '../../src/kernel/log-record.ts';
import { openStores, type Stores } from '../identity/open-stores.ts';
import { MovableClock, tenantId } from '../identity/people.ts';

const day = 86_400;
const clock = new MovableClock();
let stores: Stores;
before(async () => { stores = await openStores(clock); });
after(() => stores.close());

/** A node with a worker whose receiver answers as told, and counts. */
function node(answer: (message: OutboxMessage) => Promise<Delivery> | Delivery) {
  const lines: LogRecord[] = [];
  const failures: unknown[] = [];
  const tries: OutboxMessage[] = [];
  const sender: OutboxSender = { event: 'logout.backchannel', refused: 'logout.token_refused', givenUp: 'logout.token_undelivered', send: async (message) => { tries.push(message); return answer(message); } };
  const worker = createOutboxWorker({
    outbox: stores.storage.outbox, senders: { backchannel_logout: sender }, clock, random: () => 0.5,
    log: { append: (_tenant, record) => { lines.push(record); } }, logger: { error: (facts) => { failures.push(facts); } },
  });
  return { lines, failures, tries, run: async () => { await worker.run(); await worker.settle(); } };
}

async function put(over: Partial<OutboxMessage> = {}): Promise<OutboxMessage> {
  const message: OutboxMessage = { tenant: tenantId, key: newKey(clock.nowMs()), kind: 'backchannel_logout', dueAt: clock.now(), attempts: 0, data: { clientId: 'web', userId: 'auth0|1', sid: 's' }, ...over };
  await stores.storage.outbox.put([message]);
  return message;
}

describe('OIDC Back-Channel Logout §2.8: the outbox', () => {
  test('a message that arrived leaves a line and never comes again', async () => {
    const { tries, lines, run } = node(() => ({ outcome: 'delivered' }));
    await put();
    await run();
    clock.pass(day);
    await run();
    assert.equal(tries.length, 1);
    assert.deepEqual(lines.map(({ event, result, clientId, userId }) => [event, result, clientId, userId]), [['logout.backchannel', 'allowed', 'web', 'auth0|1']]);
  });

  test('a refusal is final; a message that nobody wants any more is dropped without a line', async () => {
    const { tries, lines, run } = node(({ data }) => (data['clientId'] === 'web' ? { outcome: 'refused', detail: 'status 400' } : { outcome: 'needless' }));
    await put();
    await put({ data: { clientId: 'gone' } });
    await run();
    clock.pass(day);
    await run();
    assert.equal(tries.length, 2);
    assert.deepEqual(lines.map(({ result, reason, detail }) => [result, reason, JSON.parse(detail) as unknown]), [['refused', 'logout.token_refused', { attempts: 1, detail: 'status 400' }]]);
  });

  test('a receiver that fails is asked again after 5 s, 30 s, 2 min, 10 min, 30 min, 1 h and then every 2 h, until a day is over', async () => {
    const { tries, lines, run } = node(() => ({ outcome: 'failed', detail: 'status 503' }));
    const start = clock.now();
    await put();
    const at: number[] = [];
    for (let seconds = 0; seconds <= 2 * day && lines.length === 0; seconds += 5) {
      const before = tries.length;
      await run();
      if (tries.length > before) at.push(clock.now() - start);
      clock.pass(5);
    }
    const pauses = at.slice(1).map((time, i) => time - (at[i] ?? 0));
    assert.deepEqual(pauses.slice(0, 7), [5, 30, 120, 600, 1800, 3600, 7200]);
    assert.ok(pauses.slice(7).every((pause) => pause === 7200));
    assert.ok((at.at(-1) ?? 0) > day - 7200 && (at.at(-1) ?? 0) <= day, `the last try came after ${at.at(-1)} s`);
    assert.deepEqual([lines[0]?.reason, lines.length], ['logout.token_undelivered', 1]);
    clock.pass(day);
    await run();
    assert.equal(tries.length, at.length);
  });

  test('a message is in one hand at a time; what a dead node held comes back when its lease is over', async () => {
    let answer: (delivery: Delivery) => void = () => undefined;
    const holding = node(() => new Promise((resolve) => { answer = resolve; }));
    const other = node(() => ({ outcome: 'delivered' }));
    await put();
    const held = holding.run();
    while (holding.tries.length === 0) await new Promise((resolve) => { setImmediate(resolve); });
    await other.run();
    assert.equal(other.tries.length, 0);
    clock.pass(30);
    await other.run();
    assert.equal(other.tries.length, 1);
    answer({ outcome: 'delivered' });
    await held;
  });

  test('a slow receiver holds up nobody else, and a failure of ours is told and tried again', async () => {
    let answer: (delivery: Delivery) => void = () => undefined;
    let broken = true;
    const { tries, failures, run } = node(({ data }) => {
      if (data['clientId'] === 'slow') return new Promise<Delivery>((resolve) => { answer = resolve; });
      if (data['clientId'] === 'broken' && broken) throw new Error('no key');
      return { outcome: 'delivered' };
    });
    await put({ data: { clientId: 'slow' } });
    const slow = run();
    while (tries.length === 0) await new Promise((resolve) => { setImmediate(resolve); });
    await put({ data: { clientId: 'broken' } });
    void run();
    while (failures.length === 0) await new Promise((resolve) => { setImmediate(resolve); });
    broken = false;
    clock.pass(30);
    answer({ outcome: 'delivered' });
    await slow;
    await run();
    assert.deepEqual(tries.map(({ data }) => data['clientId']).filter((id) => id === 'broken').length, 2);
  });

  test('a kind that nobody here sends waits for a node that does', async () => {
    const { tries, run } = node(() => ({ outcome: 'delivered' }));
    const message = await put({ kind: 'ciba_push' });
    await run();
    assert.equal(tries.length, 0);
    const [waiting] = await stores.storage.outbox.claim(clock.now() + 3600, clock.now() + 3601, 10);
    assert.equal(waiting?.key, message.key);
  });
});
