import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { checks } from '../../src/kernel/checks.ts';
import { reasons, type ReasonCode } from '../../src/kernel/reasons/index.ts';

const codes = Object.keys(reasons) as ReasonCode[];
/** Auth0: texts that applications compare word for word, so they end as they do there. */
const quoted: ReadonlySet<string> = new Set(['user is blocked']);

/** The built test stands three folders below the package. */
const source = fileURLToPath(new URL('../../../src', import.meta.url));
/** The catalogue lists them and the pages put them into words; neither refuses anything. */
const notGiving = [join(source, 'kernel', 'reasons'), join(source, 'pages')];
const files = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !notGiving.some((folder) => `${entry.parentPath}/`.startsWith(`${folder}/`)))
  .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));

describe('RFC 6749 §5.2: the catalogue of refusals', () => {
  test('RFC 6749 §5.2: every reason names a check that exists, and every check its section and what holds', () => {
    for (const code of codes) assert.ok(Object.hasOwn(checks, reasons[code].check), `${code} names ${reasons[code].check}`);
    for (const [name, { section, holds }] of Object.entries(checks)) {
      assert.match(section, /^(RFC \d{4}|NIST SP \d{3}-\d{2}[A-Z]-\d|OIDC [A-Z][A-Za-z -]+|OAuth [A-Z][A-Za-z ]+) \u00a7\d+(\.\d+)*$/, name);
      assert.match(holds, /^[A-Z0-9a-z].*\.$/, name);
    }
  });

  test('RFC 6749 §5.2: every reason explains in a sentence and says at least one thing to do', () => {
    for (const code of codes) {
      const { explain, fix } = reasons[code];
      assert.ok(explain.endsWith('.') || quoted.has(explain), `${code} explains: ${explain}`);
      assert.ok(fix.length > 0, `${code} has no fix`);
      for (const line of fix) assert.match(line, /^[A-Z].*\.$/, `${code} fix: ${line}`);
    }
  });

  test('RFC 6749 §5.2: reason codes are stable slugs', () => {
    for (const code of codes) assert.match(code, /^[a-z_]+\.[a-z0-9_]+$/);
  });

  test('RFC 6749 §5.2: every reason is given somewhere', () => {
    const unused = codes.filter((code) => !files.some((text) => text.includes(`'${code}'`)));
    assert.deepEqual(unused, [], `These reasons are never given: ${unused.join(', ')}`);
  });
});
