import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { buildBloom } from '../../../src/hashing/breached/build-bloom.ts';
import { ListUnusable } from '../../../src/hashing/breached/list-unusable.ts';
import { openBreachedPasswords } from '../../../src/hashing/breached/open-breached-passwords.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-breached-'));
after(() => { rmSync(folder, { recursive: true, force: true }); });
const at = (name: string) => join(folder, name);
const sha1 = (text: string) => createHash('sha1').update(text).digest('hex').toUpperCase();
const leaked = ['violet otter lamp', 'Tr0ub4dor&3', 'пароль-лето-2019', 'caf\u00e9 crema 12'] as const;

describe('NIST SP 800-63B-4 §3.1.1.2: passwords that leaked', () => {
  /** A folder as the downloader of Have I Been Pwned leaves it, as far as these passwords need it. */
  function rangeFolder(name: string, ending: string, padding: readonly string[] = []): string {
    const dir = mkdtempSync(at(name));
    const ranges = new Map<string, string[]>([['00000', []], ['FFFFF', []]]);
    for (const [text, count] of [...leaked.map((one) => [one, 7] as const), ...padding.map((one) => [one, 0] as const)]) {
      const hex = sha1(text);
      ranges.set(hex.slice(0, 5), [...(ranges.get(hex.slice(0, 5)) ?? []), `${hex.slice(5)}:${count}`]);
    }
    for (const [prefix, lines] of ranges) writeFileSync(join(dir, `${prefix}${ending}`), ['0018A45C4D1DEF81644B54AB7F969B88D65:1', ...lines, '011053FD0102E94D6AE2F8B83D76FAF94F6:1'].join('\r\n'));
    return dir;
  }

  for (const ending of ['', '.txt']) {
    test(`stand in range files of SHA-1 beginnings${ending === '' ? '' : ` that end in ${ending}`}, and are found in any form of Unicode`, async () => {
      const list = await openBreachedPasswords(rangeFolder(`ranges${ending.length}-`, ending));
      for (const text of [...leaked, 'cafe\u0301 crema 12']) assert.equal(await list.isBreached(text), true, text);
    });
  }

  test('a line that only fills up a range is no leak, and a part that is missing is told, not passed over', async () => {
    const list = await openBreachedPasswords(rangeFolder('padded-', '', ['only padding']));
    assert.equal(await list.isBreached('only padding'), false);
    await assert.rejects(list.isBreached('of a part that is not there'), (error) => error instanceof ListUnusable && /is not whole: [0-9A-F]{5} can not be read/.test(error.message));
  });

  test('stand in a filter that is made of a file of digests; of five thousand others few are taken for leaked', async () => {
    const many = Array.from({ length: 20_000 }, (_, index) => `leak-${index}`);
    writeFileSync(at('digests.txt'), [...leaked, ...many].map((text, index) => `${index % 2 === 0 ? sha1(text) : sha1(text).toLowerCase()}${index % 3 === 0 ? '' : `:${index}`}`).join('\r\n') + '\r\n\r\nno digest\r\n' + `${sha1('only padding')}:0\r\n`);
    const { taken, skipped } = await buildBloom(at('digests.txt'), at('breached.bloom'));
    assert.deepEqual([taken, skipped], [20_004, 1]);
    const list = await openBreachedPasswords(at('breached.bloom'));
    for (const text of [...leaked, ...many.filter((_, index) => index % 100 === 0)]) assert.equal(await list.isBreached(text), true, text);
    assert.equal(await list.isBreached('only padding'), false);
    let wrong = 0;
    for (let index = 0; index < 100_000; index += 20) if (await list.isBreached(`fine-${index}`)) wrong++;
    assert.ok(wrong <= 5, `${wrong} of 5000`);
    await assert.rejects(buildBloom(at('digests.txt'), at('breached.bloom')), /EEXIST/);
    await assert.rejects(buildBloom(at('nowhere.txt'), at('other.bloom')), /ENOENT/);
    assert.equal(existsSync(at('other.bloom')), false);
  });

  test('a list that is none is refused when it is opened, with one sentence', async () => {
    writeFileSync(at('text.txt'), 'password\n123456\n');
    writeFileSync(at('short.bloom'), readFileSync(at('breached.bloom')));
    truncateSync(at('short.bloom'), 1000);
    const half = mkdtempSync(at('half-'));
    writeFileSync(join(half, '00000'), '');
    for (const path of [at('text.txt'), at('short.bloom'), at('nowhere'), half]) await assert.rejects(openBreachedPasswords(path), (error) => error instanceof ListUnusable && error.message.includes(path) && error.message.endsWith('.'), path);
  });

  test('without a list nothing is held against one', async () => {
    assert.equal(await (await openBreachedPasswords(undefined)).isBreached('password'), false);
  });
});
