/** Who may import whom; a type is an import too, for the floors are about knowledge and not only about run time. */

const inner = ['kernel', 'protocol', 'identity'];
/** Each floor of server/src, and the floors below it that it may import. */
const floors = {
  kernel: [],
  protocol: ['kernel'],
  identity: ['kernel'],
  pages: ['kernel'],
  settings: ['kernel'],
  guides: [],
  playground: [],
  dialects: ['kernel', 'protocol'],
  endpoints: ['kernel', 'protocol', 'identity', 'pages'],
  management: ['kernel', 'protocol', 'identity'],
  samples: ['kernel', 'protocol', 'identity', 'pages', 'endpoints'],
  storage: inner,
  jose: inner,
  keys: inner,
  hashing: inner,
  log: inner,
  metrics: inner,
  outbound: inner,
  mail: inner,
  sandbox: inner,
  http: ['kernel', 'protocol', 'endpoints', 'pages', 'dialects'],
};
const everyFloor = Object.keys(floors);
const allButHttp = everyFloor.filter((floor) => floor !== 'http');
/** The attic: it wires the floors together. */
const attic = {
  jobs: allButHttp,
  compose: [...everyFloor, 'jobs'],
  'compose.ts': [...everyFloor, 'jobs', 'compose'],
  cli: [...allButHttp, 'jobs', 'compose', 'compose.ts'],
  'main.ts': [...everyFloor, 'jobs', 'compose', 'compose.ts', 'cli'],
};

/** Each package, and the one folder that imports it. */
const doors = {
  jose: 'jose',
  kysely: 'storage',
  pg: 'storage',
  '@peculiar/x509': 'http/(local-ca|load-x509|key-certifier)',
  preact: 'pages',
  'preact-render-to-string': 'pages',
  '@node-rs/argon2': 'hashing',
  pino: 'log',
  typebox: 'management',
  '@opentelemetry/api': 'metrics',
  commander: 'cli',
  nodemailer: 'mail',
  liquidjs: 'mail',
  'hash-wasm': 'hashing',
  '@node-rs/bcrypt': 'hashing',
  '@fastify/busboy': 'http',
  'quickjs-emscripten-core': 'sandbox',
  '@jitl/quickjs-wasmfile-release-sync': 'sandbox',
};
/** The same for modules of Node that are a vendor in all but name. */
const nodeDoors = { sqlite: 'storage' };

/** Modules of Node that lead out of the machine or resolve names, and who has them: the way out, the listener, the sample applications' call of the own listener, and the commands' questions about this machine. */
const waysOut = { modules: ['http', 'https', 'http2', 'dns', 'dgram', 'tls'], holders: ['outbound/', 'http/', 'samples/back-channel\\.ts$'] };

/** Folders whose files have one shape: what every file may import (the shape), and the registry, which alone knows them all. */
const shapes = {
  'protocol/grant-types': { shape: ['grant-type'], registry: ['index'] },
  'protocol/client-authentication': { shape: ['method', 'secrets', 'assertion', 'certificate'], registry: ['authenticate-client'] },
  'protocol/response-types': { shape: ['response-type'], registry: ['index'] },
  'protocol/response-modes': { shape: ['response-mode', 'encode-fields'], registry: ['index'] },
  'protocol/interaction': { shape: ['next-step'], registry: [] },
  'protocol/sender-constraint': { shape: ['sender-constraint', 'confirmation', 'client-certificate'], registry: ['prove-sender'] },
  'protocol/tokens/formats': { shape: ['token-format'], registry: ['index'] },
};

/** Below endpoints/: what several endpoints are made of. All other folders are endpoints, and strangers to one another. */
const partsOfEndpoints = ['interaction', 'error-page'];

const source = '^server/src/';
const under = (name) => `${source}${name}${name.endsWith('.ts') ? '$' : '/'}`;
const module_ = (name) => `(^|/)node_modules/(@types/)?${name}(/|$)`;
const oneOf = (names) => `(${names.join('|')})`;

const floorRules = Object.entries({ ...floors, ...attic }).map(([floor, below]) => ({
  name: `floor-${floor}`, severity: 'error',
  comment: below.length === 0 ? `${floor} imports nothing` : `${floor} imports only ${below.join(', ')}`,
  from: { path: under(floor) },
  to: { path: source, pathNot: [under(floor), ...below.map(under)] },
}));

const doorRules = Object.entries(doors).map(([name, folder]) => ({
  name: `door-${name.replace('/[^/]+', '')}`, severity: 'error', comment: `${name} is imported in ${folder} only`,
  from: { path: source, pathNot: `${source}${folder}[/.]` },
  to: { path: module_(name) },
}));

const nodeDoorRules = Object.entries(nodeDoors).map(([name, folder]) => ({
  name: `door-node-${name}`, severity: 'error', comment: `node:${name} is imported in ${folder} only`,
  from: { path: source, pathNot: under(folder) },
  to: { dependencyTypes: ['core'], path: `^(node:)?${name}$` },
}));

const strangers = Object.entries(shapes).map(([folder, { shape, registry }]) => ({
  name: `strangers-${folder.replaceAll('/', '-')}`, severity: 'error', comment: `the files of ${folder} never import one another, only ${shape.join(', ')}`,
  from: { path: `${source}${folder}/[^/]+\\.ts$`, pathNot: `${source}${folder}/${oneOf([...shape, ...registry])}\\.ts$` },
  to: { path: `${source}${folder}/[^/]+\\.ts$`, pathNot: `${source}${folder}/${oneOf(shape)}\\.ts$` },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    ...doorRules,
    ...nodeDoorRules,
    ...strangers,
    {
      name: 'floor-unknown', severity: 'error', comment: 'every folder of server/src is a floor with a line in this file',
      from: { path: source, pathNot: [...Object.keys(floors), ...Object.keys(attic)].map(under) }, to: {},
    },
    {
      name: 'http-knows-protocol-types-only', severity: 'error', comment: 'http writes answers; it holds no rule of the protocol',
      from: { path: under('http') }, to: { path: under('protocol'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'core-has-no-io', severity: 'error', comment: 'kernel, protocol and pages import no module of Node but crypto',
      from: { path: `${source}(kernel|protocol|pages)/` }, to: { dependencyTypes: ['core'], pathNot: '^(node:)?crypto$' },
    },
    {
      name: 'one-way-out', severity: 'error', comment: 'requests to other machines go through outbound/, which judges where they go',
      from: { path: source, pathNot: waysOut.holders.map((holder) => `${source}${holder}`) }, to: { dependencyTypes: ['core'], path: `^(node:)?${oneOf(waysOut.modules)}(/|$)` },
    },
    {
      name: 'endpoints-are-strangers', severity: 'error', comment: `an endpoint never imports another one, only ${partsOfEndpoints.join(' and ')}; those import no endpoint`,
      from: { path: `${source}endpoints/([^/]+)/` }, to: { path: `${source}endpoints/[^/]+/`, pathNot: [`${source}endpoints/$1/`, `${source}endpoints/${oneOf(partsOfEndpoints)}/`] },
    },
    {
      name: 'no-query-builder-at-run-time', severity: 'error', comment: 'queries become SQL when the server is built: of kysely the source knows types only',
      from: { path: source }, to: { path: module_('kysely'), dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'vendor-without-a-door', severity: 'error', comment: 'a package has one folder; list it under doors',
      from: { path: source }, to: { path: '(^|/)node_modules/', pathNot: Object.keys(doors).map(module_) },
    },
    { name: 'no-circles', severity: 'error', comment: 'at run time nothing imports itself through others', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'source-never-imports-tests', severity: 'error', from: { path: source }, to: { path: '^server/(test|bench)/' } },
    { name: 'imports-exist', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'server/tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|\\.build-[^/]*)/' },
    enhancedResolveOptions: { conditionNames: ['import', 'require', 'node', 'default', 'types'], exportsFields: ['exports'] },
  },
};
