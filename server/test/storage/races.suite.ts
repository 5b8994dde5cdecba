import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Backend } from './backend.ts';
import { Racer } from './racer-process.ts';
import { acme, key, now } from './records.ts';

const count = 200;
const tries = 20;
const values = () => Array.from({ length: count }, () => key());
const once = (counts: readonly number[]) => assert.deepEqual(counts, Array.from({ length: count }, () => 1));

/** Single-use values under many hands. */
export function raceSuite(backend: () => Backend): void {
  describe('races', () => {
    test(`RFC 6749 §4.1.2: ${count} values, ${tries} tries each at once in one process: one winner each`, async () => {
      const storage = await (await backend().newDatabase()).open();
      const wins = await Promise.all(values().map(async (value) => {
        const answers = await Promise.all(Array.from({ length: tries }, () => storage.consume(acme, { kind: 'code', key: value, keepUntil: now() + 60 })));
        return answers.filter((answer) => answer === 'first').length;
      }));
      once(wins);
    });

    test(`RFC 6749 §4.1.2: ${count} values, ${tries} tries each at once by two storages of one process: one winner each`, async () => {
      const database = await backend().newDatabase();
      const storages = [await database.open(), await database.open()];
      const all = values();
      const consume = async (value: string, i: number) => storages[i % 2]?.consume(acme, { kind: 'code', key: value, keepUntil: now() + 60 });
      // Either storage takes the values in another order, so that their batches meet in the middle.
      const answers = await Promise.all(Array.from({ length: tries }, (_, i) => (i % 2 === 0 ? all : all.toReversed()).map((value) => consume(value, i).then((answer) => ({ value, answer })))).flat());
      once(all.map((value) => answers.filter((one) => one.value === value && one.answer === 'first').length));
    });

    test(`RFC 6749 §4.1.2: ${count} values, ${tries} tries each at once by two processes: one winner each`, async () => {
      const database = await backend().newDatabase();
      const racers = [await Racer.start(database.options), await Racer.start(database.options)];
      const all = values();
      for (const racer of racers) racer.tell({ kind: 'consume', values: all, tries: tries / 2 });
      const heard = await Promise.all(racers.map((racer) => racer.hear()));
      await Promise.all(racers.map((racer) => racer.stop()));
      const [one = [], two = []] = heard.map((line) => JSON.parse(line ?? '[]') as readonly number[]);
      once(all.map((_, i) => (one[i] ?? 0) + (two[i] ?? 0)));
    });
  });
}
