import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { gatehouse, newFolder } from './gatehouse.ts';

describe('leaked passwords at the command line', () => {
  const cwd = newFolder();
  const leaked = 'nobody would guess this leak';

  test('breached-passwords makes a filter, and users add takes nothing that stands in it', async () => {
    writeFileSync(join(cwd, 'digests.txt'), `${createHash('sha1').update(leaked).digest('hex').toUpperCase()}:12\r\nnonsense\r\n`);
    const made = await gatehouse(['breached-passwords', 'digests.txt', 'breached.bloom'], { cwd });
    assert.deepEqual([made.code, made.out], [0, '1 passwords in breached.bloom; 1 lines were no SHA-1 digest']);
    const again = await gatehouse(['breached-passwords', 'digests.txt', 'breached.bloom'], { cwd });
    assert.deepEqual([again.code, /EEXIST/.test(again.err)], [1, true]);
    const add = (password: string) => gatehouse(['users', 'add', 'ann@example.com', '--password', '-'], { cwd, input: `${password}\n`, environment: { GATEHOUSE_BREACHED_PASSWORDS: 'breached.bloom' } });
    const refused = await add(leaked);
    assert.deepEqual([refused.code, refused.err.includes('leaked'), refused.err.includes(leaked)], [1, true, false]);
    assert.equal((await add('nobody would guess this one')).code, 0);
  });

  test('a list that is none is told in one sentence, and nothing is made', async () => {
    const answer = await gatehouse(['users', 'add', 'bea@example.com'], { cwd, environment: { GATEHOUSE_BREACHED_PASSWORDS: 'digests.txt' } });
    assert.equal(answer.code, 1);
    assert.match(answer.err, /The list of leaked passwords .*digests\.txt can not be used: it is no filter of gatehouse breached-passwords, or is cut off\./);
    const missing = await gatehouse(['breached-passwords', 'nowhere.txt', 'other.bloom'], { cwd });
    assert.deepEqual([missing.code, existsSync(join(cwd, 'other.bloom'))], [1, false]);
    assert.equal((await gatehouse(['breached-passwords', 'digests.txt'], { cwd })).code, 2);
  });
});
