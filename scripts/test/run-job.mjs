import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('worker.mjs', import.meta.url));
/** A process that lives for seconds has little to collect: one thread does it, and seldom. */
const flags = ['--single-threaded-gc', '--min-semi-space-size=16', '--max-semi-space-size=64'];
const mostOutput = 20_000;
const running = new Set();

/** Ends what the jobs left running, with all that they started. */
export function stopJobs() {
  for (const child of running) stop(child);
}

/** Runs the files in one process; answers a list of results per file, the seconds of all, and the files that are left, because the process ended before they began. What goes wrong outside of a test is a failure of the file that ran. */
export function runJob({ files, folder, environment, limitMs }) {
  const child = spawn(process.execPath, [...flags, '--enable-source-maps', worker, ...files.map((file) => join(folder, file))], {
    cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own: servers and browsers that a test started go down with it.
    detached: true,
  });
  running.add(child);
  const begun = performance.now();
  const results = new Map(files.map((file) => [file, []]));
  const state = { file: files[0], last: undefined, ended: false, timedOut: false, output: '' };
  const keep = (chunk) => { state.output = (state.output + chunk).slice(-mostOutput); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const told = createInterface({ input: child.stdio[3] });
  told.on('line', (line) => {
    const result = JSON.parse(line);
    if (result.kind === 'ended') state.ended = true;
    else if (result.kind === 'opened') [state.file, state.last] = [files.find((name) => join(folder, name) === result.file), undefined];
    else if (result.kind === 'begun') state.last = result.name;
    else results.get(state.file).push(result);
  });
  const timer = setTimeout(() => { state.timedOut = true; stop(child); }, limitMs);
  return new Promise((resolve) => {
    const finish = (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      stop(child);
      const left = state.ended ? [] : files.slice(files.indexOf(state.file) + 1);
      for (const file of left) results.delete(file);
      addFileFailures(results, { ...state, files, limitMs, code, signal });
      resolve({ results, left, output: state.output, seconds: (performance.now() - begun) / 1000 });
    };
    child.on('error', (error) => { keep(error.message); finish(-1, null); });
    // `exit` and not `close`: a forgotten grandchild holds the pipes open, and is ended here.
    child.on('exit', (code, signal) => setTimeout(finish, 50, code, signal));
  });
}

function stop(child) {
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is gone already.
  }
}

/** A process that did not end well, or a file in which nothing ran, must not look like a success. */
function addFileFailures(results, job) {
  const fail = (file, error) => results.get(file).push({ kind: 'failed', nesting: 0, seconds: 0, name: file, error });
  const end = describeBadEnd(job);
  const last = job.last === undefined ? '' : ` The last test that began: ${job.last}`;
  if (end !== undefined) fail(job.file, `${end}${last}`);
  else for (const [file, list] of results) if (list.every(({ kind }) => kind === 'around')) fail(file, 'holds no test');
}

function describeBadEnd({ ended, timedOut, limitMs, code, signal }) {
  if (timedOut) return `did not end within ${limitMs / 1000} s.`;
  if (!ended) return `the process ended before its tests did (${signal ?? `exit code ${code}`}).`;
  return code === 0 ? undefined : `the process ended with exit code ${code} after its tests.`;
}
