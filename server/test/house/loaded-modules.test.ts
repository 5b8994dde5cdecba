import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { test } from 'node:test';

/** What a process has loaded of Node's own after it imported a file of the program. */
function loadedWith(file: string): string {
  const url = new URL(`../../src/${file}`, import.meta.url).href;
  return execFileSync(process.execPath, ['--input-type=module', '--eval', `await import(${JSON.stringify(url)}); process.stdout.write(process.moduleLoadList.join('\\n')); process.exit();`], { encoding: 'utf8' });
}

for (const file of ['compose.js', 'cli/run-command-line.js']) {
  test(`${file} does not load fetch, as an import of node:http would`, () => {
    const loaded = loadedWith(file);
    assert.match(loaded, /internal\/url/);
    assert.doesNotMatch(loaded, /undici/);
  });
}
