import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { setImmediate as turn } from 'node:timers/promises';
import { Outbox } from '../../src/http/outbox.ts';

suite('outbox', () => {
  test('answers of one turn of the event loop leave together, in order, when the turn is over', async () => {
    const sent: number[] = [];
    const outbox = new Outbox<number>((ready) => { sent.push(ready); });
    outbox.add(1);
    await Promise.resolve();
    outbox.add(2);
    assert.deepEqual(sent, []);
    await turn();
    assert.deepEqual(sent, [1, 2]);
    outbox.add(3);
    await turn();
    assert.deepEqual(sent, [1, 2, 3]);
  });

  test('the first of very many do not wait for the end of the turn', async () => {
    const sent: number[] = [];
    const outbox = new Outbox<number>((ready) => { sent.push(ready); });
    for (let i = 0; i < 70; i++) outbox.add(i);
    assert.equal(sent.length, 64);
    await turn();
    assert.deepEqual(sent, Array.from({ length: 70 }, (_, i) => i));
  });
});
