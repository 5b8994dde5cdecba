import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadScript, plantTree } from './repository.ts';

interface Result { readonly kind: string; readonly name: string; readonly error?: string; readonly reason?: string }
interface Job { readonly files: readonly string[]; readonly exclusive: boolean }
const { runJob } = await loadScript<{
  readonly runJob: (job: { readonly files: readonly string[]; readonly folder: string; readonly environment: NodeJS.ProcessEnv; readonly limitMs: number }) =>
  Promise<{ readonly results: ReadonlyMap<string, readonly Result[]>; readonly output: string }>;
}>('test/run-job.mjs');
const { findTests, planJobs, needsChromium } = await loadScript<{
  readonly findTests: (folder: string, patterns: readonly string[]) => readonly string[];
  readonly planJobs: (folder: string, files: readonly string[]) => readonly Job[];
  readonly needsChromium: (folder: string, files: readonly string[]) => boolean;
}>('test/plan.mjs');

const imports = "const { test, describe, after } = await import('node:test');\n";
const plain = `${imports}test('is well', () => undefined);\n`;

/** The results of one file with this text, as `kind: name`, and what was said about them. */
async function resultsOf(text: string, limitMs = 20_000): Promise<{ readonly kinds: readonly string[]; readonly words: string; readonly output: string }> {
  const tree = plantTree({ 'package.json': '{"type":"module"}', 'test/http/one.test.js': imports + text });
  try {
    const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_TEST')));
    const { results, output } = await runJob({ files: ['http/one.test.js'], folder: `${tree.folder}/test`, environment, limitMs });
    const list = [...results.values()].flat().filter(({ kind }) => kind !== 'around');
    return { kinds: list.map(({ kind, name }) => `${kind}: ${name}`), words: list.map(({ error, reason }) => error ?? reason ?? '').join('\n'), output };
  } finally {
    tree.remove();
  }
}

describe('what a test run says', () => {
  test('passed, failed and skipped tests by name, with the difference and the reason', async () => {
    const { kinds, words, output } = await resultsOf(`
      console.log('on the way');
      describe('suite', () => { test('is well', () => undefined); test('is not', () => { throw new Error('one is not two'); }); });
      test('waits', { skip: 'there is no browser' }, () => undefined);
    `);
    assert.deepEqual(kinds, ['passed: is well', 'failed: is not', 'skipped: waits']);
    assert.match(words, /one is not two/);
    assert.match(words, /there is no browser/);
    assert.match(output, /on the way/);
  });

  const bad: Readonly<Record<string, readonly [text: string, words: RegExp, limitMs?: number]>> = {
    'holds no test': ['', /holds no test/],
    'cannot be loaded': ["await import('./nowhere.js');", /nowhere/],
    'ends the process': ["test('ends', () => process.exit(0));", /ended before its tests did \(exit code 0\)/],
    'never ends': ["test('is well', () => undefined);\ntest('hangs', () => new Promise((resolve) => { setInterval(resolve, 1e9); setTimeout(() => undefined, 1e9); }));", /did not end within 1\.5 s.*hangs/, 1_500],
    'waits for what never comes': ["test('waits', () => new Promise(() => undefined));", /ended before its tests did \(exit code 1\).*waits/],
    'waits for what never comes, while a package ends the process': ["process.on('beforeExit', () => process.exit(0));\ntest('waits', () => new Promise(() => undefined));", /ended before its tests did \(exit code 1\).*waits/],
    'leaves something open': ["test('is well', () => { setInterval(() => undefined, 1e6); });", /did not end within 1\.5 s/, 1_500],
    'fails when it tidies up': ["describe('suite', () => { after(() => { throw new Error('not tidy'); }); test('is well', () => undefined); });", /not tidy/],
  };
  for (const [says, [text, words, limitMs]] of Object.entries(bad)) {
    test(`a file that ${says} fails`, async () => {
      const result = await resultsOf(text, limitMs);
      assert.equal(result.kinds.filter((kind) => kind.startsWith('failed')).length, 1, result.kinds.join(', '));
      assert.match(result.words, words);
    });
  }
});

describe('a package that ends the process when nothing is left to do', () => {
  test('takes nothing away from tests that are over', async () => {
    const { kinds } = await resultsOf("process.on('beforeExit', () => process.exit(0));\ndescribe('suite', () => { test('one', () => undefined); test('two', { skip: 'no reason' }, () => undefined); });\ntest('three', async () => { await new Promise((resolve) => { setTimeout(resolve, 20); }); });");
    assert.deepEqual(kinds, ['passed: one', 'skipped: two', 'passed: three']);
  });
});

describe('which tests run, and where', () => {
  const files = {
    'kernel/one.test.js': plain, 'kernel/two.test.js': plain, 'protocol/three.test.js': plain, 'pages/seen.test.js': "import './browser.js';\n", 'pages/browser.js': "import { chromium } from 'playwright-core';\n",
    'storage/four.test.js': plain, 'races/five.exclusive.test.js': plain, 'load-exclusive/six.test.js': plain, 'http/harness.js': plain,
  };

  test('light ones share two processes, heavy ones have their own, exclusive ones come last', (context) => {
    const tree = plantTree(files);
    context.after(() => tree.remove());
    const all = findTests(tree.folder, []);
    assert.deepEqual(planJobs(tree.folder, all).map(({ files: names, exclusive }) => [names.join(' '), exclusive]), [
      ['kernel/one.test.js protocol/three.test.js', false], ['kernel/two.test.js', false], ['pages/seen.test.js', false], ['storage/four.test.js', false],
      ['load-exclusive/six.test.js', true], ['races/five.exclusive.test.js', true],
    ]);
    assert.equal(needsChromium(tree.folder, all), true);
    assert.equal(needsChromium(tree.folder, ['kernel/one.test.js']), false);
  });

  test('a pattern is a part of the path, as it is printed or as it is compiled', (context) => {
    const tree = plantTree(files);
    context.after(() => tree.remove());
    assert.deepEqual(findTests(tree.folder, ['kernel']), ['kernel/one.test.js', 'kernel/two.test.js']);
    assert.deepEqual(findTests(tree.folder, ['server/test/storage/four.test.ts', 'three']), ['protocol/three.test.js', 'storage/four.test.js']);
    assert.deepEqual(findTests(tree.folder, ['nowhere']), []);
  });
});
