import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadScript, plantTree, textOf } from './repository.ts';

interface Finding { readonly rule: string; readonly file: string; readonly line?: number; readonly message: string }
const { findAll } = await loadScript<{ readonly findAll: (root: string) => readonly Finding[] }>('house/checks.mjs');
const { findBadReferences } = await loadScript<{ readonly findBadReferences: (text: string, how: { readonly prose: boolean }) => readonly unknown[] }>('house/spec-references.mjs');
const { findReferences, renderIndex, indexFile } = await loadScript<{
  readonly findReferences: (tree: unknown) => readonly unknown[];
  readonly renderIndex: (references: readonly unknown[]) => string;
  readonly indexFile: string;
}>('house/spec-index.mjs');
const { readTree } = await loadScript<{ readonly readTree: (root: string) => unknown }>('house/tree.mjs');

const rule = '/** RFC 6749 §4.1.3: the code belongs to the client. */\nexport const one = 1;\n';
const title = "test('RFC 6749 §4.1.3: a code of another client is refused', () => undefined);\n";
const emptyIndex = renderIndex([]);
const clean: Readonly<Record<string, string>> = {
  'server/src/kernel/README.md': '# kernel\nWhat all know.\n',
  'server/src/kernel/one.ts': '/** One. */\nexport const one = 1;\n',
  [indexFile]: emptyIndex,
  'server/src/protocol/README.md': '# protocol\nThe rules.\n',
  'package-lock.json': JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0', integrity: 'sha512-x' }, 'node_modules/b': { resolved: 'server', link: true } } }),
  'package.json': JSON.stringify({ devDependencies: { a: '1.0.0', b: 'npm:c@2.0.0-beta.1' } }),
};

/** What the checks say about the clean repository with this much changed. */
function findingsWith(changes: Readonly<Record<string, string>>): readonly Finding[] {
  const tree = plantTree({ ...clean, ...changes });
  try {
    return findAll(tree.folder);
  } finally {
    tree.remove();
  }
}

const home = (name: string) => `/${name}/somebody/gatehouse`;
const seeds: readonly (readonly [says: string, rule: string, changes: Readonly<Record<string, string>>])[] = [
  ['a specification is not cited by its address', 'spec-reference-spelling', { 'server/src/kernel/two.ts': '// See https://www.rfc-editor.org/rfc/rfc6749\n' }],
  ['nor in a document', 'spec-reference-spelling', { 'docs/page.md': 'As section 4.1 says.\n' }],
  ['nor in the title of a test', 'spec-reference-spelling', { 'server/test/one.test.ts': "test('RFC6749: the code', () => undefined);\n" }],
  ['a folder is no drawer', 'names-say-what-is-inside', { 'server/src/kernel/utils/two.ts': '' }],
  ['a file is no drawer', 'names-say-what-is-inside', { 'server/src/kernel/user-helpers.ts': '' }],
  ['a test file is no drawer', 'names-say-what-is-inside', { 'server/test/common.ts': '' }],
  ['names are kebab-case', 'names-say-what-is-inside', { 'server/src/kernel/twoThings.ts': '' }],
  ['a folder of the source says what lives there', 'folders-say-what-lives-there', { 'server/src/keys/ring.ts': '' }],
  ['in ten lines', 'folders-say-what-lives-there', { 'server/src/kernel/README.md': 'line\n'.repeat(11) }],
  ['no home of somebody', 'no-machine-paths', { 'docs/page.md': `Run it in ${home('home')}.\n` }],
  ['on no system', 'no-machine-paths', { 'server/src/kernel/two.ts': `const folder = '${home('Users')}';\n` }],
  ['no working copy of a build machine', 'no-machine-paths', { 'scripts/two.mjs': `const folder = '${home('work')}';\n` }],
  ['a lockfile names no mirror', 'lockfile-names-no-mirror', { 'package-lock.json': JSON.stringify({ packages: { 'node_modules/a': { version: '1.0.0', resolved: 'https://mirror.example/a.tgz' } } }) }],
  ['versions are exact', 'versions-are-exact', { 'package.json': JSON.stringify({ dependencies: { a: '^1.0.0' } }) }],
  ['the index is made anew when a rule cites a section', 'spec-index-up-to-date', { 'server/src/kernel/two.ts': rule }],
  ['and when a test does', 'spec-index-up-to-date', { 'server/test/one.test.ts': title }],
];

describe('the checks of the house', () => {
  test('a clean repository passes', () => assert.deepEqual(findingsWith({}), []));

  for (const [says, name, changes] of seeds) {
    test(`${says}: ${name} reports it, and nothing else does`, () => {
      const findings = findingsWith(changes);
      assert.deepEqual(findings.map((finding) => finding.rule), [name]);
      assert.ok(Object.hasOwn(changes, findings[0]?.file ?? '') || findings[0]?.file === indexFile || findings[0]?.rule.startsWith('folders') || findings[0]?.file.endsWith('/utils'));
    });
  }

  test('a path that only looks like one of a machine is well', () => {
    assert.deepEqual(findingsWith({ 'server/src/kernel/two.ts': "import { page } from '../samples/home/home-page/one.ts';\nexport const route = `${origin}/home/start/`;\n" }), []);
  });

  test('a name may have a plain word in it that says something together with the next', () => {
    assert.deepEqual(findingsWith({ 'server/src/kernel/common-passwords.ts': '' }), []);
  });
});

describe('one spelling of references', () => {
  const right = [
    '// RFC 6749 §4.1.3: the code.', '/** OIDC Core §3.1.2.1, RFC 9700 §2.1.1: so. */', 'RFC 6749 Appendix B', '* OIDC RP-Initiated Logout §3. More.', 'as RFC 8707 has it (RFC 8707 §2.2).',
    "dialect: 'rfc9068'", 'urn:ietf:params:oauth:grant-type:device_code', 'const rfc9068 = 1;',
  ];
  const wrong = [
    '// see https://datatracker.ietf.org/doc/html/rfc6749#section-4.1', '// https://openid.net/specs/openid-connect-core-1_0.html', '// RFC 6749 section 4.1', '// Section 4.1.3 of RFC 6749', '// RFC6749 §4.1', '// RFC-6749',
    '// rfc 6749', '// RFC 6749 § 4', '// RFC 6749, §4.1', '// RFC 6749 §4.1 and §4.2', '// OpenID Connect Core §3.1', '// RFC 6479 §4.1', '// RFC 6749 §B', '// §4.1.3: the code', '// RFC 6749 §4.1.3§5',
  ];
  for (const line of right) test(`is right: ${line}`, () => assert.deepEqual(findBadReferences(line, { prose: false }), []));
  for (const line of wrong) test(`is refused: ${line}`, () => assert.notEqual(findBadReferences(line, { prose: false }).length, 0));
});

describe('the index of the specification', () => {
  const sources = {
    'server/src/protocol/two.ts': '/**\n * RFC 6749 §4.1.3. The code belongs\n * to the client. Deviates: OIDC Core §12.2 is looser.\n */\nexport const two = 2;\n',
    'server/test/two.test.ts': title,
    'server/src/kernel/checks.ts': "  'code.client': { section: 'RFC 6749 §4.1.10', holds: 'The code was issued to this application.' },\n",
  };
  const lines = () => {
    const tree = plantTree(sources);
    try {
      return renderIndex(findReferences(readTree(tree.folder))).split('\n');
    } finally {
      tree.remove();
    }
  };

  test('leads from the section to the rule and its test, in the order of the document', () => {
    const found = lines().filter((line) => line.startsWith('- ') || line.startsWith('### '));
    assert.deepEqual(found, [
      '### OIDC Core §12.2', '- `src/protocol/two.ts`: Deviates: OIDC Core §12.2 is looser.',
      '### RFC 6749 §4.1.3', '- `src/protocol/two.ts`: The code belongs to the client.', '- test `test/two.test.ts`: RFC 6749 §4.1.3: a code of another client is refused',
      '### RFC 6749 §4.1.10', '- `src/kernel/checks.ts`: The code was issued to this application.',
    ]);
  });

  test('names files without lines, so that it does not grow old with every edit', () => {
    assert.doesNotMatch(textOf(indexFile), /\.ts:\d/);
  });
});
