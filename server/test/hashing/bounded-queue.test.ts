import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { boundedQueue } from '../../src/hashing/bounded-queue.ts';

const turn = () => new Promise<void>((resolve) => { setImmediate(resolve); });

describe('A228 ASVS 15.2: the queue before expensive work', () => {
  test('A228 ASVS 15.2: never more run at once than allowed, the others wait in order, and those beyond are busy without being begun', async () => {
    const queue = boundedQueue({ inFlight: 3, waiting: 5 });
    const begun: number[] = [];
    let running = 0;
    let most = 0;
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => queue.run(async () => {
      begun.push(i);
      most = Math.max(most, ++running);
      await turn();
      running--;
      return i;
    })));
    assert.equal(most, 3);
    assert.deepEqual(begun, [0, 1, 2, 3, 4, 5, 6, 7]);
    assert.deepEqual(answers, [...begun, ...Array.from({ length: 12 }, () => 'busy')]);
  });

  test('A228 ASVS 15.2: work that fails gives its place back, and its error to its caller', async () => {
    const queue = boundedQueue({ inFlight: 1, waiting: 1 });
    for (let i = 0; i < 5; i++) await assert.rejects(queue.run(async () => { throw new Error(`failed ${i}`); }), new RegExp(`failed ${i}`));
    const [failed, after] = await Promise.allSettled([queue.run(() => Promise.reject(new Error('no'))), queue.run(async () => 'yes')]);
    assert.equal(failed.status, 'rejected');
    assert.deepEqual(after, { status: 'fulfilled', value: 'yes' });
  });

  test('A228 ASVS 15.2: who comes while a place is handed over can not overtake who waited', async () => {
    const queue = boundedQueue({ inFlight: 1, waiting: 10 });
    const order: string[] = [];
    const say = (word: string) => queue.run(async () => { order.push(word); });
    const first = queue.run(turn).then(() => say('late'));
    await Promise.all([first, say('waiting 1'), say('waiting 2')]);
    assert.deepEqual(order, ['waiting 1', 'waiting 2', 'late']);
  });
});
