import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { loadOrMakeMasterKey, parseMasterKey } from '../../src/keys/master-key-file.ts';

const folders: string[] = [];
const newFolder = async () => { const folder = await mkdtemp(join(tmpdir(), 'gatehouse-key-')); folders.push(folder); return folder; };
after(async () => { for (const folder of folders) await rm(folder, { recursive: true, force: true }); });

describe('RFC 7517 §9.2: the master key of a data folder', () => {
  test('RFC 7517 §9.2: it is made once, for its owner only, and read again after that', async () => {
    const folder = join(await newFolder(), 'deep', 'data');
    const key = await loadOrMakeMasterKey(folder);
    assert.equal(key.length, 32);
    assert.deepEqual(await loadOrMakeMasterKey(folder), key);
    assert.equal((await stat(join(folder, 'master.key'))).mode & 0o777, 0o600);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.deepEqual(await readdir(folder), ['master.key'], 'no draft is left behind');
    assert.notDeepEqual(await loadOrMakeMasterKey(await newFolder()), key);
  });

  test('RFC 7517 §9.2: the file holds the text that GATEHOUSE_MASTER_KEY takes', async () => {
    const folder = await newFolder();
    const key = await loadOrMakeMasterKey(folder);
    assert.deepEqual(parseMasterKey(await readFile(join(folder, 'master.key'), 'utf8')), key);
  });

  test('RFC 7517 §9.2: twenty starts at once in one process get one key', async () => {
    for (let round = 0; round < 10; round++) {
      const folder = await newFolder();
      // Each starts a little after the one before, so that some are still making a key when others have theirs already.
      const keys = await Promise.all(Array.from({ length: 20 }, async (_, i) => { await setTimeout(i * round / 20); return loadOrMakeMasterKey(folder); }));
      assert.equal(new Set(keys.map((key) => key.toString('hex'))).size, 1);
      assert.deepEqual(await readdir(folder), ['master.key']);
    }
  });

  test('RFC 7517 §9.2: processes that start at once get one key', async () => {
    const folder = await newFolder();
    const program = `const { loadOrMakeMasterKey } = await import(${JSON.stringify(new URL('../../src/keys/master-key-file.js', import.meta.url).href)}); console.log((await loadOrMakeMasterKey(process.argv[1])).toString('hex'));`;
    const runs = await Promise.all(Array.from({ length: 4 }, () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', program, folder])));
    const keys = new Set(runs.map(({ stdout }) => stdout.trim()));
    assert.deepEqual([...keys], [(await loadOrMakeMasterKey(folder)).toString('hex')]);
  });

  test('RFC 7517 §9.2: a file that holds no key stops the start and is left as it is', async () => {
    for (const text of ['', '\n', 'short', `${'A'.repeat(43)}=`, 'A'.repeat(44), `${'A'.repeat(42)}+`]) {
      const folder = await newFolder();
      await writeFile(join(folder, 'master.key'), text);
      await assert.rejects(loadOrMakeMasterKey(folder), /does not hold a master key.*backup/);
      assert.equal(await readFile(join(folder, 'master.key'), 'utf8'), text);
    }
  });

  test('RFC 7517 §9.2: a path that can not be read is an error, not a reason to make another key', async () => {
    const folder = await newFolder();
    const file = join(folder, 'a-file');
    await writeFile(file, 'x');
    await assert.rejects(loadOrMakeMasterKey(file), /ENOTDIR/);
    await chmod(file, 0o600);
    assert.deepEqual(await readdir(folder), ['a-file']);
  });

  test('RFC 7517 §9.2: a key is 43 characters of base64url, white space around it aside', () => {
    const text = Buffer.alloc(32, 9).toString('base64url');
    for (const sound of [text, `${text}\n`, ` ${text}\r\n`]) assert.deepEqual(parseMasterKey(sound), Buffer.alloc(32, 9));
    for (const wrong of ['', text.slice(1), `${text}A`, `${text}=`, Buffer.alloc(32, 9).toString('hex'), text.replace(/.$/, '+')]) assert.equal(parseMasterKey(wrong), undefined, wrong);
  });
});
