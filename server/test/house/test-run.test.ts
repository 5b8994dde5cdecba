import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadScript, plantTree } from './repository.ts';

interface Result { readonly kind: string; readonly name: string; readonly error?: string; readonly reason?: string }
interface Job { readonly files: readonly string[]; readonly exclusive: boolean }
const { runJob } = await loadScript<{
  readonly runJob: (job: { readonly files: readonly string[]; readonly folder: string; readonly environment: NodeJS.ProcessEnv; readonly limitMs: number }) =>
  Promise<{ readonly results: ReadonlyMap<string, readonly Result[]>; readonly left: readonly string[]; readonly output: string }>;
}>('test/run-job.mjs');
const { findTests, planJobs, needsChromium } = await loadScript<{
  readonly findTests: (folder: string, patterns: readonly string[]) => readonly string[];
  readonly planJobs: (folder: string, files: readonly string[]) => readonly Job[];
  readonly needsChromium: (folder: string, files: readonly string[]) => boolean;
}>('test/plan.mjs');

const imports = "const { test, describe, after } = await import('node:test');\n";
const well = "test('is well', () => undefined);\n";
const plain = imports + well;

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

describe('files that share a process', () => {
  /** What ran of these files, as `file: kind name`, and the files that a process of their own must run. */
  async function ran(texts: Readonly<Record<string, string>>, limitMs = 20_000): Promise<{ readonly said: readonly string[]; readonly left: readonly string[]; readonly words: string }> {
    const tree = plantTree({ 'package.json': '{"type":"module"}', ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`test/${name}.test.js`, imports + text])) });
    try {
      const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('NODE_TEST')));
      const { results, left } = await runJob({ files: Object.keys(texts).map((name) => `${name}.test.js`), folder: `${tree.folder}/test`, environment, limitMs });
      const all = [...results].flatMap(([file, list]) => list.filter(({ kind }) => kind !== 'around').map((result) => ({ file: file.replace('.test.js', ''), ...result })));
      return { said: all.map(({ file, kind, name }) => `${file}: ${kind} ${name}`), left, words: all.map(({ error }) => error ?? '').join('\n') };
    } finally {
      tree.remove();
    }
  }
  const setsUp = (name: string) => `globalThis.up ??= []; const { before } = await import('node:test');\nbefore(() => { globalThis.up.push('${name}'); }); after(() => { globalThis.up.length = 0; });\n`;
  const asks = (name: string) => `test('only ${name} is set up', () => { if (globalThis.up.join() !== '${name}') throw new Error(globalThis.up.join()); });\n`;

  test('run one after the other: what one sets up is gone when the next begins', async () => {
    assert.deepEqual((await ran({ one: setsUp('one') + asks('one'), two: setsUp('two') + asks('two') })).said, ['one: passed only one is set up', 'two: passed only two is set up']);
  });

  test('one that fails, holds no test or can not be loaded takes nothing from the others', async () => {
    const { said } = await ran({ one: "test('is not', () => { throw new Error('no'); });", two: '', three: "await import('./nowhere.js');", four: well, five: "test('is late', async () => { setImmediate(() => { throw new Error('late'); }); await new Promise((resolve) => { setTimeout(resolve, 50); }); });", six: well });
    assert.deepEqual(said.map((line) => line.replace(/ \/.*/, '')), ['one: failed is not', 'two: failed two.test.js', 'three: failed', 'four: passed is well', 'five: failed is late', 'six: passed is well']);
  });

  test('one that ends the process fails, and those behind it are left for another process', async () => {
    const { said, left } = await ran({ one: well, two: "test('ends', () => process.exit(0));", three: well, four: well });
    assert.deepEqual(said, ['one: passed is well', 'two: failed two.test.js']);
    assert.deepEqual(left, ['three.test.js', 'four.test.js']);
  });

  test('one that waits for what never comes, hangs or leaves something open is named, and those behind it are left', async () => {
    const bad: readonly (readonly [text: string, words: RegExp])[] = [["test('waits', () => new Promise(() => undefined));", /exit code 1\).*waits/], ["test('hangs', () => new Promise((resolve) => { setInterval(resolve, 1e9); }));", /did not end within 5 s.*hangs/], ["test('opens', () => { setInterval(() => undefined, 1e6); });", /did not end within 5 s.*opens/]];
    await Promise.all(bad.map(async ([text, words]) => {
      const { said, left, words: told } = await ran({ one: well, two: text, three: well }, 5_000);
      assert.deepEqual(said.filter((line) => line !== 'two: passed opens'), ['one: passed is well', 'two: failed two.test.js']);
      assert.match(told, words);
      assert.deepEqual(left, ['three.test.js']);
    }));
  });
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
    'storage/four.test.js': plain, 'http/seven.test.js': plain, 'http/eight.test.js': plain, 'flows/nine.test.js': plain, 'flows/ten.test.js': "process.env['X'] = '';\n", 'races/five.exclusive.test.js': plain, 'load-exclusive/six.test.js': plain, 'http/harness.js': plain,
  };

  test('light ones share two processes, those with servers one for some of a folder, heavy ones have their own and come by turns with these, exclusive ones come last', (context) => {
    const tree = plantTree(files);
    context.after(() => tree.remove());
    const all = findTests(tree.folder, []);
    assert.deepEqual(planJobs(tree.folder, all).map(({ files: names, exclusive }) => [names.join(' '), exclusive]), [
      ['kernel/one.test.js protocol/three.test.js', false], ['kernel/two.test.js', false], ['flows/ten.test.js', false], ['flows/nine.test.js', false], ['pages/seen.test.js', false], ['http/eight.test.js http/seven.test.js', false], ['storage/four.test.js', false],
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
