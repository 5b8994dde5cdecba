// The test run itself, on the pinned Node: lint, then every test file, then one line of counts.
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { parts } from '../house/lint.mjs';
import { root } from '../setup/root.mjs';
import { findTests, planJobs } from './plan.mjs';
import { createReport } from './report.mjs';
import { runJob, stopJobs } from './run-job.mjs';

const patterns = process.argv.slice(2);
const folder = join(root, 'server/dist/test');
const limitMs = 5 * 60_000;
/** On the small machines that this runs on one more than there are processors, for many tests wait. The exclusive ones start several servers each: they come when all others are done, two at once. */
const atOnce = Math.min(3, availableParallelism() + 1);

// A setting of the server in the shell of who runs the tests would be one of every server in them.
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('GATEHOUSE_') && !name.startsWith('NODE_TEST'))),
  // Hundreds of processes load the same modules.
  NODE_COMPILE_CACHE: join(root, 'node_modules/.cache/tests'),
};

for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) {
  process.on(signal, () => {
    stopJobs();
    process.exit(1);
  });
}

const report = createReport();

/** The lint is a test too: each of its parts counts as one. */
const lintJobs = Object.entries(parts)
  .filter(([name]) => patterns.length === 0 || patterns.some((pattern) => `lint ${name}`.includes(pattern)))
  .map(([name, lint]) => async () => {
    const begun = performance.now();
    const { code, output } = await lint();
    report.add(`lint: ${name}`, [{ kind: code === 0 ? 'passed' : 'failed', nesting: 0, seconds: (performance.now() - begun) / 1000, name, error: output }]);
  });

const jobs = planJobs(folder, findTests(folder, patterns));
const asWork = (wanted) => jobs.filter(({ exclusive }) => exclusive === wanted).map(({ files }) => async () => {
  // What a process could not come to, because one of its files ended it, runs in the next.
  for (let waiting = files; waiting.length > 0;) {
    const { results, left, output, seconds } = await runJob({ files: waiting, folder, environment, limitMs });
    for (const [file, list] of results) report.add(`test/${file}`.replace(/\.js$/, '.ts'), list, { output, wall: waiting.length === 1 ? seconds : undefined });
    waiting = left;
  }
});

/** Works through the list, so many at once. */
async function work(list, lanes) {
  const waiting = [...list];
  const lane = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
}

await work([...lintJobs, ...asWork(false)], atOnce);
await work(asWork(true), 2);
process.exitCode = report.finish() ? 0 : 1;
