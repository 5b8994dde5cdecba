import tseslint from 'typescript-eslint';
import { house } from './scripts/house/eslint/plugin.mjs';

/** Comments and blank lines are not counted: nobody shall save on them. */
const lines = (max) => ['error', { max, skipComments: true, skipBlankLines: true }];

/** Budgets of every file; an exception stands at the end, by the name of the file, with its reason. */
const budgets = {
  'max-lines': lines(250),
  'max-lines-per-function': lines(50),
  complexity: ['error', 12],
  'max-depth': ['error', 3],
  'max-params': ['error', 3],
};

/** Syntax that this house does not use, and what a folder adds to it. */
const refused = (...more) => ['error',
  { selector: 'ExportDefaultDeclaration', message: 'Named exports only: a thing has one name everywhere.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Named exports only: a thing has one name everywhere.' },
  { selector: 'ExportAllDeclaration', message: 'No barrels: import a thing from where it lives.' },
  { selector: 'TSEnumDeclaration', message: 'A union of literals instead of an enum.' },
  ...more,
];

const everywhere = {
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'], location: 'anywhere' }],
  'no-restricted-syntax': refused(),
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-var': 'error',
  'prefer-const': 'error',
};

const typed = {
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-floating-promises': ['error', { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] }] }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports', disallowTypeAnnotations: false }],
  // An async function without await answers a port that is asynchronous for others.
  '@typescript-eslint/require-await': 'off',
  // Numbers in texts are what texts are made of.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
};

/** The world, seen from the floors that must not reach for it: it comes in through a port. */
const worldly = ['process', 'fetch', 'setTimeout', 'setInterval', 'setImmediate', 'console', 'performance']
  .map((name) => ({ name, message: 'The core asks the world through a port.' }));
/** Ways out that judge no address; imports of Node's own are held by .dependency-cruiser.cjs. */
const unjudged = ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'].map((name) => ({ name, message: 'Requests to other machines go through outbound/.' }));
/** A moment that was handed over may be written as a date; the moment itself comes from the clock. */
const clocks = ['CallExpression[callee.object.name="Date"][callee.property.name="now"]', 'NewExpression[callee.name="Date"][arguments.length=0]']
  .map((selector) => ({ selector, message: 'The time comes from the clock that is handed in.' }));

export default tseslint.config(
  { ignores: ['**/node_modules/', '**/dist/', '**/.build-*/', '**/coverage/'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  {
    files: ['server/**/*.{ts,tsx}', 'dashboard/**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { house },
    rules: { ...everywhere, ...budgets, ...typed },
  },
  {
    // The dashboard is a client like any other: of the server it has types, and the guides, which are plain data.
    files: ['dashboard/**/*.{ts,tsx}'],
    rules: { '@typescript-eslint/no-restricted-imports': ['error', { patterns: [{ regex: '/server/src/(?!guides/)', allowTypeImports: true, message: 'Of the server the dashboard imports types and the guides.' }] }] },
  },
  {
    files: ['server/src/**/*.{ts,tsx}'],
    rules: { 'house/evidence-by-its-prover': 'error', 'house/exports-are-documented': 'error', 'house/verbs-say-the-kind': 'error', 'no-console': 'error' },
  },
  // The commands ask this machine, and the address that the operator gave it.
  { files: ['server/src/**/*.{ts,tsx}'], ignores: ['server/src/cli/**'], rules: { 'no-restricted-globals': ['error', ...unjudged] } },
  { files: ['server/src/{kernel,protocol,pages,identity}/**/*.{ts,tsx}'], rules: { 'no-restricted-globals': ['error', ...worldly], 'no-restricted-syntax': refused(...clocks) } },
  // The one place that asks the machine for the time.
  { files: ['server/src/kernel/time.ts'], rules: { 'no-restricted-syntax': refused() } },
  {
    // A describe block is a list, not a function; a test tells a story from top to bottom.
    files: ['server/test/**/*.{ts,tsx}'],
    rules: { 'max-lines': lines(400), 'max-lines-per-function': 'off' },
  },
  {
    files: ['scripts/**/*.mjs', 'eslint.config.js'],
    extends: [tseslint.configs.base],
    rules: { ...everywhere, ...budgets },
  },
  // A port names tenant and row in parameters of their own, because nothing may be called without a tenant: these operations have four.
  {
    files: ['grant-store', 'session-store', 'signing-key-store', 'throttle-store', 'user-store'].map((name) => `server/src/storage/stores/${name}.ts`),
    rules: { 'max-params': ['error', 4] },
  },
  // Written by a program, a line for each statement; nobody reads them from top to bottom.
  { files: ['server/src/storage/statements/*.generated.ts'], rules: { 'max-lines': 'off' } },
  // Declarations of somebody else's package say what it exports, not what we would.
  { files: ['server/**/*.d.ts'], rules: { 'no-restricted-syntax': 'off' } },
  // eslint takes its configuration from a default export.
  { files: ['eslint.config.js'], rules: { 'no-restricted-syntax': 'off' } },
);
