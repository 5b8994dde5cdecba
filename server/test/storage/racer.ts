import { createInterface } from 'node:readline';
import { systemClock } from '../../src/kernel/time.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { StorageOptions } from '../../src/storage/storage.ts';
import { acme, key, logRecord, now, tokenRecord } from './records.ts';

/** What a racer process is told to do, one JSON object a line. */
export type RacerOrder =
  | { readonly kind: 'consume'; readonly values: readonly string[]; readonly tries: number }
  | { readonly kind: 'write'; readonly count: number; readonly detailLength: number };

const storage = await openStorage({ ...(JSON.parse(process.argv[2] ?? '{}') as StorageOptions), onFatal: () => { process.stdout.write('fatal\n'); } }, systemClock);
process.stdout.write(`${JSON.stringify(storage.applied)}\n`);

/** How often this process was the first, for each value. */
async function consume({ values, tries }: Extract<RacerOrder, { kind: 'consume' }>): Promise<readonly number[]> {
  const answers = await Promise.all(values.flatMap((value) => Array.from({ length: tries }, () => storage.consume(acme, { kind: 'jti', key: value, keepUntil: now() + 3600 }))));
  return values.map((_, i) => answers.slice(i * tries, (i + 1) * tries).filter((answer) => answer === 'first').length);
}

/** Writes one token after the other, and tells its key as soon as the write is acknowledged. */
async function write({ count, detailLength }: Extract<RacerOrder, { kind: 'write' }>): Promise<string> {
  for (let i = 0; i < count; i++) {
    const token = tokenRecord(undefined, { key: key() });
    try {
      await storage.grants.commit({ tenant: acme, tokens: [token], log: logRecord({ detail: JSON.stringify('x'.repeat(detailLength)) }) });
      process.stdout.write(`ack ${token.key}\n`);
    } catch (error) {
      process.stdout.write(`nak ${error instanceof Error ? error.name : 'unknown'}\n`);
    }
  }
  return 'written';
}

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as RacerOrder;
  process.stdout.write(`${JSON.stringify(order.kind === 'consume' ? await consume(order) : await write(order))}\n`);
}
await storage.close();
