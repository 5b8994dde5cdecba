import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { createPace } from '../../src/storage/stores/pace.ts';

/** Holds the process, as a read of the embedded database does. */
function hold(milliseconds: number): Promise<void> {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
  return Promise.resolve();
}

describe('the pace of searches', () => {
  test('on SQLite the steps of all searches come one after the other, and what else waits comes in between', async () => {
    const pace = createPace('sqlite');
    const seen: string[] = [];
    const search = async (name: string) => { for (let i = 0; i < 3; i++) await pace.turn(() => { seen.push(name); return Promise.resolve(); }); };
    let running = true;
    const tick = () => { seen.push('-'); if (running) setImmediate(tick); };
    setImmediate(tick);
    await Promise.all([search('a'), search('b')]);
    running = false;
    assert.deepEqual(seen.filter((one) => one !== '-'), ['a', 'b', 'a', 'b', 'a', 'b']);
    assert.doesNotMatch(seen.join(''), /[ab]{2}/);
  });

  test('on SQLite a long step makes the next one shorter, down to a hundred people, a short one longer', async () => {
    const pace = createPace('sqlite');
    const first = pace.people();
    await pace.turn(() => hold(8), first);
    assert.equal(pace.people(), first / 2);
    for (let i = 0; i < 6; i++) await pace.turn(() => hold(8), pace.people());
    assert.equal(pace.people(), 100);
    for (let i = 0; i < 1000 && pace.people() === 100; i++) await pace.turn(() => hold(0), pace.people());
    assert.ok(pace.people() > 100);
  });

  test('a step that fails fails alone', async () => {
    const pace = createPace('sqlite');
    const [failed, next] = await Promise.allSettled([pace.turn(() => Promise.reject(new Error('no'))), pace.turn(() => Promise.resolve(1))]);
    assert.deepEqual([failed.status, next.status], ['rejected', 'fulfilled']);
  });

  test('PostgreSQL works beside us: every search goes at once, in long steps', async () => {
    const pace = createPace('postgres');
    const seen: number[] = [];
    await Promise.all([1, 2].map((one) => pace.turn(() => { seen.push(one); return Promise.resolve(); }, pace.people())));
    assert.deepEqual([seen, pace.people()], [[1, 2], 5000]);
  });
});
