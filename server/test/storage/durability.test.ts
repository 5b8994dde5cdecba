import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { systemClock } from '../../src/kernel/time.ts';
import type { TokenKey } from '../../src/kernel/opaque-token.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { StorageOptions } from '../../src/storage/storage.ts';
import { Racer } from './racer-process.ts';
import { acme } from './records.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-durable-'));
after(() => rmSync(folder, { recursive: true, force: true }));
let count = 0;
const newOptions = (): StorageOptions => ({ kind: 'sqlite', file: join(folder, String(++count), 'data.db') });
const noStrace = spawnSync('strace', ['-V']).status === 0 ? false : 'strace is not installed';

const acknowledged = (said: readonly string[]) => said.filter((line) => line.startsWith('ack ')).map((line) => line.slice(4) as TokenKey);

/** Every acknowledged token is there when the database is opened again. */
async function assertAllThere(options: StorageOptions, keys: readonly TokenKey[]): Promise<void> {
  const storage = await openStorage(options, systemClock);
  for (const one of keys) assert.notEqual(await storage.grants.findToken(acme, one), undefined, 'an acknowledged write was lost');
  await storage.close();
}

/** One line of the trace: a call that ended, was left open, or was taken up again. `path` is the file of the first argument. */
interface Traced { readonly thread: string; readonly call: string; readonly path: string; readonly begins: boolean; readonly ends: boolean; readonly text: string }

function parseTrace(text: string): readonly Traced[] {
  return text.split('\n').flatMap((line): Traced[] => {
    const [, thread = '', rest = ''] = /^(\d+)\s+(.*)$/.exec(line) ?? [];
    const resumed = /^<\.\.\. (\w+) resumed>/.exec(rest);
    if (resumed !== null) return [{ thread, call: resumed[1] ?? '', path: '', begins: false, ends: true, text: rest }];
    const started = /^(\w+)\(\d+<([^>]*)>/.exec(rest);
    return started === null ? [] : [{ thread, call: started[1] ?? '', path: started[2] ?? '', begins: true, ends: !rest.includes('<unfinished'), text: rest }];
  });
}

/** The places in the trace where a sync of the log began and where it ended. */
function walSyncs(trace: readonly Traced[]): readonly { readonly from: number; readonly to: number }[] {
  const open = new Map<string, number>();
  return trace.flatMap(({ thread, call, path, begins, ends }, i) => {
    if (call !== 'fdatasync') return [];
    if (begins && path.endsWith('-wal')) open.set(thread, i);
    const from = open.get(thread);
    if (!ends || from === undefined) return [];
    open.delete(thread);
    return [{ from, to: i }];
  });
}

describe('Durability on SQLite', () => {
  test('R7: every acknowledgement follows a sync of the log that began after the last write into it', { skip: noStrace }, async () => {
    const [options, file] = [newOptions(), join(folder, 'order.trace')];
    const racer = await Racer.start(options, ['strace', '-f', '-y', '-s', '64', '-e', 'trace=fdatasync,pwrite64,write', '-o', file]);
    racer.tell({ kind: 'write', count: 50, detailLength: 10 });
    const keys = acknowledged(await racer.hearAll());
    await racer.stop();
    assert.equal(keys.length, 50);
    const trace = parseTrace(readFileSync(file, 'utf8'));
    const syncs = walSyncs(trace);
    let [lastWrite, proven] = [-1, 0];
    trace.forEach(({ call, path, begins, text }, i) => {
      if (call === 'pwrite64' && begins && path.endsWith('-wal')) lastWrite = i;
      if (call !== 'write' || !/"ack /.test(text)) return;
      assert.ok(lastWrite >= 0 && syncs.some(({ from, to }) => from > lastWrite && to < i), `acknowledgement ${proven} came before its sync`);
      proven++;
    });
    assert.equal(proven, 50);
  });

  test('R6: after a failed sync nothing is acknowledged any more, the house is told, and what was acknowledged is there', { skip: noStrace }, async () => {
    const options = newOptions();
    const healthy = await openStorage(options, systemClock);
    await healthy.close();
    // strace counts the calls of each thread: one thread of the pool makes all of them.
    const racer = await Racer.start(options, ['env', 'UV_THREADPOOL_SIZE=1', 'strace', '-f', '-o', '/dev/null', '-e', 'trace=fdatasync', '-e', 'inject=fdatasync:error=EIO:when=8']);
    racer.tell({ kind: 'write', count: 20, detailLength: 10 });
    const said = await racer.hearAll();
    await racer.stop();
    const firstNak = said.findIndex((line) => line.startsWith('nak'));
    assert.ok(firstNak > 0, 'some were acknowledged before');
    assert.deepEqual(new Set(said.slice(firstNak).filter((line) => line !== 'fatal')), new Set(['nak StorageUnavailable']));
    assert.equal(said.filter((line) => line === 'fatal').length, 1);
    await assertAllThere(options, acknowledged(said));
  });

  test('R1: what was acknowledged before kill -9 is there, over several kills, with a second process on the same file', async () => {
    const options = newOptions();
    const bystander = await Racer.start(options);
    const keys: TokenKey[] = [];
    for (let round = 0; round < 4; round++) {
      const racer = await Racer.start(options);
      racer.tell({ kind: 'write', count: 100_000, detailLength: 200 });
      bystander.tell({ kind: 'write', count: 15, detailLength: 200 });
      for (let i = 0; i < 25; i++) keys.push(...acknowledged([(await racer.hear()) ?? '']));
      await racer.kill();
      keys.push(...acknowledged(await racer.hearAll()), ...acknowledged(await bystander.hearAll()));
    }
    await bystander.stop();
    assert.ok(keys.length >= 4 * 40);
    await assertAllThere(options, keys);
  });
});
