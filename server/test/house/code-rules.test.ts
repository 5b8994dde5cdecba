import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { ESLint } from 'eslint';
import { fromRoot, loadScript, plantTree, root } from './repository.ts';

const { evidence } = await loadScript<{ readonly evidence: Readonly<Record<string, readonly string[]>> }>('house/eslint/evidence.mjs');
/** Files that exist, so that they have types; their text is replaced in memory. */
const places = {
  kernel: 'server/src/kernel/exhaustive.ts',
  protocol: 'server/src/protocol/params.ts',
  endpoint: 'server/src/endpoints/reply.ts',
  clock: 'server/src/kernel/time.ts',
  test: 'server/test/protocol/params.test.ts',
  script: 'scripts/setup/root.mjs',
} as const;

const proversOf = (of: Readonly<Record<string, readonly string[]>>) => Object.values(of).flat().filter((path) => path.endsWith('.ts')).map((path) => `server/src/${path}`);
/** The program of the whole server, without what these files do not import: each text is a new program, also where CI is set, which has the parser read a file once and from disk. */
const project = plantTree({
  'tsconfig.json': JSON.stringify({
    extends: fromRoot('server/tsconfig.json'), include: [], compilerOptions: { noEmit: true, rootDir: root, typeRoots: [fromRoot('node_modules/@types')] },
    files: [...new Set([...Object.values(places), ...proversOf(evidence)])].filter((path) => path.startsWith('server/')).map(fromRoot),
  }),
});
after(() => { project.remove(); });
const eslint = new ESLint({
  cwd: root, overrideConfigFile: fromRoot('eslint.config.js'),
  overrideConfig: { files: ['server/**/*.ts'], languageOptions: { parserOptions: { projectService: false, project: [join(project.folder, 'tsconfig.json')], disallowAutomaticSingleRunInference: true } } },
});

/** The rules that complain about this text at this place. */
async function rulesAgainst(text: string, file: string): Promise<readonly (string | null)[]> {
  const [result] = await eslint.lintText(text, { filePath: fromRoot(file) });
  return [...new Set(result?.messages.map(({ ruleId }) => ruleId))];
}

const times = (count: number, text: string) => Array.from({ length: count }, () => text).join('\n');
const list = (entries: number) => `/** Many. */\nexport const list = [\n${times(entries, '  0,')}\n];\n`;
const body = (lines: number) => `/** Long. */\nexport function long(): readonly number[] {\n  return [\n${times(lines, '    0,')}\n  ];\n}\n`;

interface Seed { readonly says: string; readonly rule: string; readonly at: keyof typeof places; readonly text: string; readonly well: string }

/** Each rule with one text that breaks it and nothing else, and one that is as near as can be and breaks nothing. */
const seeds: readonly Seed[] = [
  { says: 'a file has at most 250 lines of code', rule: 'max-lines', at: 'kernel', text: list(249), well: `${list(248)}\n\n// Why.\n` },
  { says: 'a test file has at most 400 lines of code', rule: 'max-lines', at: 'test', text: list(399), well: list(398) },
  { says: 'a script has at most 250 lines of code', rule: 'max-lines', at: 'script', text: list(249), well: list(248) },
  { says: 'a function has at most 50 lines', rule: 'max-lines-per-function', at: 'kernel', text: body(47), well: body(46) },
  {
    says: 'a function has a complexity of at most 12', rule: 'complexity', at: 'kernel',
    text: `/** All. */\nexport const all = (x: boolean): boolean => x${' && x'.repeat(12)};\n`, well: `/** All. */\nexport const all = (x: boolean): boolean => x${' && x'.repeat(11)};\n`,
  },
  {
    says: 'blocks are nested at most three deep', rule: 'max-depth', at: 'kernel',
    text: '/** Deep. */\nexport function deep(x: number): number {\n  if (x > 1) { if (x > 2) { if (x > 3) { if (x > 4) { return x; } } } }\n  return 0;\n}\n',
    well: '/** Deep. */\nexport function deep(x: number): number {\n  if (x > 1) { if (x > 2) { if (x > 3) { return x; } } }\n  return 0;\n}\n',
  },
  {
    says: 'a function has at most three parameters', rule: 'max-params', at: 'kernel',
    text: '/** Sum. */\nexport const sum = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n',
    well: '/** Sum. */\nexport const sum = (a: number, b: number, c: number): number => a + b + c;\n',
  },
  { says: 'a thing has one name: no default exports', rule: 'no-restricted-syntax', at: 'kernel', text: 'const one = 1;\nexport default one;\n', well: '/** One. */\nexport const one = 1;\n' },
  { says: 'a thing is not exported as default under another name', rule: 'no-restricted-syntax', at: 'kernel', text: 'const one = 1;\nexport { one as default };\n', well: 'const one = 1;\nexport { one };\n' },
  { says: 'there are no barrels', rule: 'no-restricted-syntax', at: 'kernel', text: "export * from './brand.ts';\n", well: "export type { Brand } from './brand.ts';\n" },
  { says: 'a union of literals instead of an enum', rule: 'no-restricted-syntax', at: 'kernel', text: '/** Sides. */\nexport enum Side { Left, Right }\n', well: "/** Sides. */\nexport type Side = 'left' | 'right';\n" },
  { says: 'the time comes from the clock', rule: 'no-restricted-syntax', at: 'protocol', text: '/** Now. */\nexport const now = (): number => Date.now();\n', well: '/** A date. */\nexport const dateOf = (ms: number): Date => new Date(ms);\n' },
  { says: 'the time is not a new date either', rule: 'no-restricted-syntax', at: 'protocol', text: '/** Now. */\nexport const now = (): Date => new Date();\n', well: '/** A date. */\nexport const dateOf = (ms: number): Date => new Date(ms);\n' },
  { says: 'the core asks the world through a port', rule: 'no-restricted-globals', at: 'protocol', text: '/** Home. */\nexport const home = (): string | undefined => process.env[\'HOME\'];\n', well: '/** Home. */\nexport const home = (env: { readonly HOME?: string }): string | undefined => env.HOME;\n' },
  { says: 'requests to other machines go through outbound/', rule: 'no-restricted-globals', at: 'endpoint', text: '/** Asks. */\nexport const ask = (url: string): Promise<unknown> => fetch(url);\n', well: '/** Asks. */\nexport const ask = (url: string, send: (url: string) => Promise<unknown>): Promise<unknown> => send(url);\n' },
  { says: 'nothing but the command line writes to the console', rule: 'no-console', at: 'endpoint', text: '/** Says it. */\nexport const say = (text: string): void => console.log(text);\n', well: '/** Says it. */\nexport const say = (text: string, log: (line: string) => void): void => log(text);\n' },
  { says: 'nothing is left to do', rule: 'no-warning-comments', at: 'kernel', text: '/** One. */\nexport const one = 1; // TODO two\n', well: '/** One. */\nexport const one = 1; // and not two\n' },
  { says: 'nothing is left to fix', rule: 'no-warning-comments', at: 'test', text: 'export const one = 1; // is wrong, FIXME\n', well: 'export const one = 1; // fixed\n' },
  {
    says: 'a promise is awaited', rule: '@typescript-eslint/no-floating-promises', at: 'kernel',
    text: '/** Runs it. */\nexport function run(work: () => Promise<void>): void {\n  work();\n}\n', well: '/** Runs it. */\nexport async function run(work: () => Promise<void>): Promise<void> {\n  await work();\n}\n',
  },
  {
    says: 'a switch knows every case', rule: '@typescript-eslint/switch-exhaustiveness-check', at: 'kernel',
    text: "/** Sides. */\nexport function turn(side: 'left' | 'right'): number {\n  switch (side) {\n    case 'left': return 1;\n  }\n  return 2;\n}\n",
    well: "/** Sides. */\nexport function turn(side: 'left' | 'right'): number {\n  switch (side) {\n    case 'left': return 1;\n    case 'right': return 2;\n  }\n}\n",
  },
  { says: 'a verb tells what comes out', rule: 'house/verbs-say-the-kind', at: 'kernel', text: '/** Checks. */\nexport const checkIt = (x: number): boolean => x > 1;\n', well: '/** The checks. */\nexport const checks = (x: number): boolean => x > 1;\n' },
  { says: 'a function that handles says nothing', rule: 'house/verbs-say-the-kind', at: 'kernel', text: '/** Handles. */\nexport function handle(): number { return 1; }\n', well: '/** A handle. */\nexport const handle = 1;\n' },
  { says: 'what is exported is documented', rule: 'house/exports-are-documented', at: 'kernel', text: '// One.\nexport const one = 1;\n', well: '/** One. */\nexport const one = 1;\n' },
];

describe('the rules of the code', () => {
  for (const { says, rule, at, text, well } of seeds) {
    test(`${says}: ${rule} reports it, and nothing else does`, async () => {
      assert.deepEqual(await rulesAgainst(text, places[at]), [rule]);
      assert.deepEqual(await rulesAgainst(well, places[at]), []);
    });
  }

  test('a comment in the code switches no rule off', async () => {
    const text = '/** Sum. */\n// eslint-disable-next-line max-params\nexport const sum = (a: number, b: number, c: number, d: number): number => a + b + c + d;\n';
    assert.ok((await rulesAgainst(text, places.kernel)).includes('max-params'));
  });

  test('the clock itself may ask for the time', async () => {
    assert.deepEqual(await rulesAgainst('/** Now. */\nexport const now = (): number => Date.now();\n', places.clock), []);
  });
});

const brands = Object.entries(evidence);
const forgeries: Readonly<Record<string, (name: string) => string>> = {
  'by `as`': (name) => `/** Forged. */\nexport const forged = (x: string): ${name} => x as ${name};\n`,
  'by way of unknown': (name) => `/** Forged. */\nexport const forged = (x: number): ${name} => x as unknown as ${name};\n`,
  'with angle brackets': (name) => `/** Forged. */\nexport const forged = (x: string): ${name} => <${name}>x;\n`,
  'inside of another type': (name) => `/** Forged. */\nexport const forged = (x: readonly string[]): readonly ${name}[] => x as readonly ${name}[];\n`,
  'by a predicate': (name) => `/** Forged. */\nexport const isForged = (x: string): x is ${name} => x !== '';\n`,
};
const declared = (name: string) => `type ${name} = string & { readonly of: '${name}' };\n`;

describe('evidence is made by its prover', () => {
  for (const [name, provers] of brands) {
    test(`${name} is refused elsewhere, and made by its prover`, async () => {
      const forge = forgeries['by `as`'];
      assert.ok(forge);
      const text = declared(name) + forge(name);
      assert.deepEqual(await rulesAgainst(text, places.endpoint), ['house/evidence-by-its-prover']);
      for (const prover of provers.filter((path) => path.endsWith('.ts'))) assert.deepEqual(await rulesAgainst(text, `server/src/${prover}`), [], prover);
    });
  }

  for (const [how, forge] of Object.entries(forgeries)) {
    test(`no way around: ${how}`, async () => {
      assert.deepEqual(await rulesAgainst(declared('Payment') + forge('Payment'), places.endpoint), ['house/evidence-by-its-prover']);
    });
  }

  test('no way around: under another name, as a brand written out, as never', async () => {
    const texts = [
      "import type { Payment as Money } from '../protocol/tokens/issuance.ts';\n/** Forged. */\nexport const forged = (x: unknown): Money => x as Money;\n",
      "import type { Brand } from '../kernel/brand.ts';\n/** Forged. */\nexport const forged = (x: string) => x as Brand<string, 'Payment'>;\n",
      '/** Forged. */\nexport const forged = (x: string): never => x as never;\n',
    ];
    for (const text of texts) assert.deepEqual(await rulesAgainst(text, places.endpoint), ['house/evidence-by-its-prover'], text);
  });

  test('a new brand needs a prover in the list', async () => {
    const text = "import type { Brand } from './brand.ts';\n/** New. */\nexport type Fresh = Brand<string, 'Fresh'>;\n";
    assert.deepEqual(await rulesAgainst(text, places.kernel), ['house/evidence-by-its-prover']);
  });

  test('evidence may be read, passed on and named in a type', async () => {
    const text = "import type { Payment } from '../protocol/tokens/issuance.ts';\n/** Its kind. */\nexport const kindOf = (payment: Payment) => payment.kind as Payment['kind'] | undefined;\n";
    assert.deepEqual((await rulesAgainst(text, places.endpoint)).filter((rule) => rule?.startsWith('house/')), []);
  });
});
