import assert from 'node:assert/strict';
import { closeSync, existsSync, openSync, readSync, statSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { systemClock } from '../../src/kernel/time.ts';
import type { TokenKey } from '../../src/kernel/opaque-token.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import type { Storage } from '../../src/storage/storage.ts';
import { Racer } from './racer-process.ts';
import { acme, logRecord, tokenRecord } from './records.ts';

/** The salts in the header of the log: new ones mean that SQLite began the file again (SQLite file format, WAL header). */
function saltsOf(wal: string): string {
  const descriptor = openSync(wal, 'r');
  const header = Buffer.alloc(32);
  readSync(descriptor, header, 0, 32, 0);
  closeSync(descriptor);
  return header.toString('hex', 16, 24);
}

/** Which file the log is, by the file system's own name for it. */
const inodeOf = (wal: string) => statSync(wal).ino;

/** Writes until the log has begun again from its beginning; the tokens that were acknowledged meanwhile. */
async function writeUntilRestart(storage: Storage, wal: string): Promise<readonly TokenKey[]> {
  const [salts, detail, keys] = [saltsOf(wal), JSON.stringify('x'.repeat(4000)), [] as TokenKey[]];
  while (saltsOf(wal) === salts) {
    assert.ok(keys.length < 40_000, 'the log never begins again');
    const tokens = Array.from({ length: 200 }, () => tokenRecord(undefined));
    await Promise.all(tokens.map((token) => storage.grants.commit({ tenant: acme, tokens: [token], log: logRecord({ detail }) })));
    keys.push(...tokens.map(({ key }) => key));
  }
  return keys;
}

describe('The write-ahead log of SQLite', () => {
  let folder: string;
  before(async () => { folder = await mkdtemp(join(tmpdir(), 'gatehouse-wal-')); });
  after(() => rm(folder, { recursive: true, force: true }));

  test('the log is one file for as long as it is open, however often it begins again, also with a second process; nothing written after a restart is lost', async () => {
    const file = join(folder, 'data.db');
    const wal = `${file}-wal`;
    const storage = await openStorage({ kind: 'sqlite', file }, systemClock);
    const inode = inodeOf(wal);
    const keys = [...(await writeUntilRestart(storage, wal))];
    assert.equal(inodeOf(wal), inode);

    const racer = await Racer.start({ kind: 'sqlite', file });
    racer.tell({ kind: 'write', count: 20, detailLength: 4000 });
    keys.push(...(await writeUntilRestart(storage, wal)));
    await racer.hearAll();
    await racer.kill();
    assert.equal(inodeOf(wal), inode, 'a process that comes and goes does not replace it');

    const second = await openStorage({ kind: 'sqlite', file }, systemClock);
    const late = tokenRecord(undefined);
    await second.grants.commit({ tenant: acme, tokens: [late] });
    await second.close();
    assert.equal(inodeOf(wal), inode, 'nor does a connection of this process that closes');
    for (const key of [...keys, late.key]) assert.notEqual(await storage.grants.findToken(acme, key), undefined);

    await storage.close();
    assert.equal(existsSync(wal), false, 'the last one takes the log away');
    const again = await openStorage({ kind: 'sqlite', file }, systemClock);
    for (const key of keys.slice(-500)) assert.notEqual(await again.grants.findToken(acme, key), undefined);
    await again.close();
  });

  test('the database and its folder are for their owner only', async () => {
    const file = join(folder, 'new', 'data.db');
    const storage = await openStorage({ kind: 'sqlite', file }, systemClock);
    assert.deepEqual([file, `${file}-wal`, join(folder, 'new')].map((path) => statSync(path).mode & 0o077), [0, 0, 0]);
    await storage.close();
  });
});
