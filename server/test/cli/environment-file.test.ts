import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { planEnvironment, readEnvironment } from '../../src/cli/setup/environment-file.ts';
import { ignoring } from '../../src/cli/setup/ignore-file.ts';

const wanted = [{ name: 'A', value: '1' }, { name: 'B', value: '2' }];
const plan = (text: string) => planEnvironment(text, wanted);

describe('the file of a project that setup writes into', () => {
  test('an empty file gets a block of its own', () => assert.equal(plan('').text, '# gatehouse setup\nA=1\nB=2\n'));
  test('the block goes after what is there, and both stay', () => assert.equal(plan('X=9\n').text, 'X=9\n\n# gatehouse setup\nA=1\nB=2\n'));
  test('only lines of the block change, where they stand', () => {
    const { text, changed, added, kept, foreign } = plan('# gatehouse setup\nA=old\n# a word of mine\n\nX=9\n');
    assert.equal(text, '# gatehouse setup\nA=1\n# a word of mine\nB=2\n\nX=9\n');
    assert.deepEqual([changed, added, kept, foreign], [['A'], ['B'], [], []]);
  });
  test('what stands after an empty line belongs to somebody else again', () => assert.deepEqual(plan('# gatehouse setup\nB=2\n\nA=9\n').foreign, [{ name: 'A', line: 4 }]));
  test('a foreign line with the same value is as good as ours, quoted or exported', () => {
    const text = 'export A="1" # one\nB=\'2\'\n';
    assert.deepEqual([plan(text).text, plan(text).kept], [text, ['A', 'B']]);
  });
  test('of a name that stands twice the later line counts', () => {
    assert.equal(readEnvironment('A=1\nA=2\n').get('A')?.value, '2');
    assert.deepEqual(plan('A=1\nA=2\n').foreign, [{ name: 'A', line: 2 }]);
  });
  test('line ends stay what they are', () => assert.equal(plan('X=9\r\n').text, 'X=9\r\n\r\n# gatehouse setup\r\nA=1\r\nB=2\r\n'));
});

describe('.gitignore', () => {
  for (const covered of ['.env', '/.env', '.env*', 'node_modules\r\n.env\r\n', '*.env']) test(`${JSON.stringify(covered)} keeps .env out already`, () => assert.equal(ignoring(covered, '.env'), covered));
  test('a name is added as a line of its own', () => {
    assert.equal(ignoring('', '.env'), '.env\n');
    assert.equal(ignoring('dist', '.env'), 'dist\n.env\n');
    assert.equal(ignoring('.env.local\n', '.env'), '.env.local\n.env\n');
    assert.equal(ignoring('*.local\n', '.env.local'), '*.local\n');
    assert.equal(ignoring('.env.*\n', '.env'), '.env.*\n.env\n');
  });
});
