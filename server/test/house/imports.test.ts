import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { after, before, describe, test } from 'node:test';
import { fromRoot, plantTree, textOf, type Tree } from './repository.ts';

interface Violation { readonly from: string; readonly to: string; readonly rule: { readonly name: string } }
interface Seed { readonly says: string; readonly rule: string; readonly file: string; readonly text: string }

const floors = ['kernel', 'protocol', 'identity', 'pages', 'settings', 'dialects', 'endpoints', 'samples', 'storage', 'jose', 'keys', 'hashing', 'log', 'metrics', 'outbound', 'http', 'jobs', 'compose', 'cli'];
const packages = ['jose', 'kysely', 'pg', 'preact', '@node-rs/argon2', 'pino', '@opentelemetry/api', 'commander', '@peculiar/x509', 'left-over'];
const using = (path: string) => `import { thing } from '${path}';\nexport const used = thing;\n`;
const typing = (path: string) => `import type { Thing } from '${path}';\nexport type Used = Thing;\n`;
const target = 'export const thing = 1;\nexport type Thing = typeof thing;\n';

/** For each floor one that it must not reach. */
const above: Readonly<Record<string, string>> = {
  kernel: 'protocol', protocol: 'identity', identity: 'protocol', pages: 'endpoints', settings: 'protocol', dialects: 'identity', endpoints: 'storage', samples: 'storage', storage: 'keys',
  jose: 'storage', keys: 'jose', hashing: 'storage', log: 'settings', metrics: 'log', outbound: 'storage', http: 'storage', jobs: 'http', compose: 'cli', cli: 'http',
};
const floorSeeds = Object.entries(above).map(([floor, other]): Seed => ({
  says: `${floor} does not reach for ${other}`, rule: `floor-${floor}`, file: `${floor}/reaches.ts`, text: using(`../${other}/thing.ts`),
}));

const doorSeed = (rule: string, name: string, floor: string): Seed => ({ says: `${floor} does not import ${name}`, rule, file: `${floor}/${rule.replace(/[^a-z]+/g, '-')}.ts`, text: using(name) });
const doorSeeds = [
  ['jose', 'keys'], ['pg', 'cli'], ['preact', 'samples'], ['@node-rs/argon2', 'identity'], ['pino', 'http'],
  ['@opentelemetry/api', 'endpoints'], ['commander', 'settings'], ['@peculiar/x509', 'cli'],
].map(([name = '', floor = '']) => doorSeed(`door-${name}`, name, floor));

const seeds: readonly Seed[] = [
  ...floorSeeds,
  ...doorSeeds,
  { says: 'a type is knowledge too', rule: 'floor-kernel', file: 'kernel/types.ts', text: typing('../protocol/thing.ts') },
  { says: 'keys does not know the query builder', rule: 'door-kysely', file: 'keys/door-kysely.ts', text: typing('kysely') },
  { says: 'storage builds no query at run time', rule: 'no-query-builder-at-run-time', file: 'storage/builds-queries.ts', text: using('kysely') },
  { says: 'a type of a package comes through its door too', rule: 'door-pg', file: 'keys/pg-type.ts', text: typing('pg') },
  { says: 'a package that is loaded late comes through its door too', rule: 'door-jose', file: 'keys/jose-late.ts', text: "export const late = () => import('jose');\n" },
  { says: 'a package without a door is refused', rule: 'vendor-without-a-door', file: 'log/left-over.ts', text: using('left-over') },
  { says: 'inside http only the local authority knows certificates', rule: 'door-@peculiar/x509', file: 'http/x509.ts', text: using('@peculiar/x509') },
  { says: 'the database of Node stays in storage', rule: 'door-node-sqlite', file: 'cli/sqlite.ts', text: "import { DatabaseSync } from 'node:sqlite';\nexport const open = () => new DatabaseSync(':memory:');\n" },
  ...['kernel', 'protocol', 'pages'].map((floor): Seed => ({ says: `${floor} reads no file`, rule: 'core-has-no-io', file: `${floor}/reads.ts`, text: "import { readFileSync } from 'node:fs';\nexport const read = readFileSync;\n" })),
  { says: 'identity makes no request of its own', rule: 'one-way-out', file: 'identity/asks.ts', text: "import { request } from 'node:https';\nexport const ask = request;\n" },
  { says: 'jobs resolve no name', rule: 'one-way-out', file: 'jobs/resolves.ts', text: "import { lookup } from 'node:dns/promises';\nexport const find = lookup;\n" },
  { says: 'samples make no request but to the own listener', rule: 'one-way-out', file: 'samples/asks.ts', text: "import { request } from 'node:http';\nexport const ask = request;\n" },
  { says: 'http knows no rule of the protocol', rule: 'http-knows-protocol-types-only', file: 'http/rules.ts', text: using('../protocol/thing.ts') },
  { says: 'endpoints are strangers', rule: 'endpoints-are-strangers', file: 'endpoints/token/neighbour.ts', text: using('../userinfo/thing.ts') },
  { says: 'parts of endpoints know no endpoint', rule: 'endpoints-are-strangers', file: 'endpoints/interaction/neighbour.ts', text: using('../userinfo/thing.ts') },
  ...['grant-types', 'client-authentication', 'response-modes', 'interaction', 'tokens/formats'].map((folder): Seed => ({
    says: `siblings in protocol/${folder} are strangers`, rule: `strangers-protocol-${folder.replace('/', '-')}`, file: `protocol/${folder}/neighbour.ts`, text: using('./sibling.ts'),
  })),
  { says: 'every folder is a floor', rule: 'floor-unknown', file: 'cellar/thing.ts', text: using('../kernel/thing.ts') },
  { says: 'nobody but the program wires the house', rule: 'floor-jobs', file: 'jobs/wires.ts', text: using('../compose.ts') },
  { says: 'source never imports tests', rule: 'source-never-imports-tests', file: 'storage/tested.ts', text: using('../../test/thing.ts') },
  { says: 'what is imported exists', rule: 'imports-exist', file: 'storage/missing.ts', text: using('./nowhere.ts') },
];

/** Imports that are near to a violation and are none. */
const well: Readonly<Record<string, string>> = {
  'http/types.ts': typing('../protocol/thing.ts'),
  'http/inline-types.ts': "import { type Thing } from '../protocol/thing.ts';\nexport type Used = Thing;\n",
  'http/local-ca.ts': using('@peculiar/x509'),
  'pages/vendor.ts': using('preact'),
  'storage/drafts.ts': typing('kysely'),
  'storage/vendor.ts': `import { DatabaseSync } from 'node:sqlite';\nexport const open = () => new DatabaseSync(':memory:');\n`,
  'outbound/asks.ts': "import { request } from 'node:https';\nimport { lookup } from 'node:dns/promises';\nexport const ways = [request, lookup];\n",
  'samples/back-channel.ts': "import { request } from 'node:http';\nexport const ask = request;\n",
  'protocol/hashes.ts': "import { hash } from 'node:crypto';\nexport const hashed = hash;\n",
  'protocol/grant-types/index.ts': using('./sibling.ts'),
  'protocol/grant-types/shaped.ts': typing('./grant-type.ts'),
  'endpoints/token/part.ts': using('../interaction/thing.ts'),
  'identity/one.ts': "import type { Two } from './two.ts';\nexport const one = 1;\nexport type Pair = Two;\n",
  'identity/two.ts': "import { one } from './one.ts';\nexport type Two = typeof one;\nexport const two = one + 1;\n",
};

const shapeFolders = ['grant-types', 'client-authentication', 'response-modes', 'interaction', 'tokens/formats'];
const callsOther = (path: string) => `import { call as other } from '${path}';\nexport const call = (): number => other() + 1;\n`;
const circle = { 'server/src/log/first.ts': callsOther('./second.ts'), 'server/src/log/second.ts': callsOther('./first.ts') };

function plantAll(): Tree {
  const targets = [...floors.map((floor) => `${floor}/thing.ts`), 'endpoints/userinfo/thing.ts', 'endpoints/interaction/thing.ts', 'compose.ts', 'protocol/grant-types/grant-type.ts', ...shapeFolders.map((folder) => `protocol/${folder}/sibling.ts`)];
  return plantTree({
    'tsconfig.base.json': textOf('tsconfig.base.json'),
    'server/tsconfig.json': textOf('server/tsconfig.json'),
    'server/test/thing.ts': target,
    ...circle,
    ...Object.fromEntries(targets.map((path) => [`server/src/${path}`, target])),
    ...Object.fromEntries(Object.entries(well).map(([path, text]) => [`server/src/${path}`, text])),
    ...Object.fromEntries(seeds.map(({ file, text }) => [`server/src/${file}`, text])),
    ...Object.fromEntries(packages.flatMap((name) => [[`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', main: 'index.js' })], [`node_modules/${name}/index.js`, 'exports.thing = 1;\n']])),
  });
}

describe('who may import whom', () => {
  let tree: Tree;
  let violations: readonly Violation[];
  const rulesFrom = (file: string) => [...new Set(violations.filter(({ from }) => from === `server/src/${file}`).map(({ rule }) => rule.name))];

  before(() => {
    tree = plantAll();
    const args = [fromRoot('node_modules/dependency-cruiser/bin/dependency-cruiser.mjs'), '--config', fromRoot('.dependency-cruiser.cjs'), '--output-type', 'json', '--no-progress', 'server/src', 'server/test'];
    const output = execFileSync(process.execPath, args, { cwd: tree.folder, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
    violations = (JSON.parse(output) as { readonly summary: { readonly violations: readonly Violation[] } }).summary.violations;
  });
  after(() => tree.remove());

  test('no two seeds share a file', () => assert.equal(new Set(seeds.map(({ file }) => file)).size, seeds.length));

  for (const { says, rule, file } of seeds) {
    test(`${says}: ${rule} reports it, and nothing else does`, () => assert.deepEqual(rulesFrom(file), [rule]));
  }

  test('nothing imports itself through others at run time: no-circles reports it, and nothing else does', () => {
    assert.deepEqual([...new Set([...rulesFrom('log/first.ts'), ...rulesFrom('log/second.ts')])], ['no-circles']);
  });

  for (const file of Object.keys(well)) {
    test(`${file} is well`, () => assert.deepEqual(rulesFrom(file), []));
  }

});
