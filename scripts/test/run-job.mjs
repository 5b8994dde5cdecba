import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('worker.mjs', import.meta.url));
const mostOutput = 20_000;
const running = new Set();

/** Ends what the jobs left running, with all that they started. */
export function stopJobs() {
  for (const child of running) stop(child);
}

/** Runs the files in one process; answers a list of results per file, and the seconds of all. What goes wrong outside of a test is a failure of the file. */
export function runJob({ files, folder, environment, limitMs }) {
  const child = spawn(process.execPath, ['--enable-source-maps', worker, ...files.map((file) => join(folder, file))], {
    cwd: folder, env: environment, stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A group of its own: servers and browsers that a test started go down with it.
    detached: true,
  });
  running.add(child);
  const begun = performance.now();
  const results = new Map(files.map((file) => [file, []]));
  const state = { last: undefined, ended: false, timedOut: false, output: '' };
  const keep = (chunk) => { state.output = (state.output + chunk).slice(-mostOutput); };
  child.stdout.on('data', keep);
  child.stderr.on('data', keep);
  const told = createInterface({ input: child.stdio[3] });
  told.on('line', (line) => {
    const result = JSON.parse(line);
    const file = files.find((name) => isOf(result.file, name)) ?? state.last?.file ?? files[0];
    if (result.kind === 'ended') state.ended = true;
    else if (result.kind === 'begun') state.last = { file, name: result.name };
    else results.get(file).push(result);
  });
  const timer = setTimeout(() => { state.timedOut = true; stop(child); }, limitMs);
  return new Promise((resolve) => {
    const finish = (code, signal) => {
      clearTimeout(timer);
      running.delete(child);
      stop(child);
      addFileFailures(results, { ...state, files, limitMs, code, signal });
      resolve({ results, output: state.output, seconds: (performance.now() - begun) / 1000 });
    };
    child.on('error', (error) => { keep(error.message); finish(-1, null); });
    // `exit` and not `close`: a forgotten grandchild holds the pipes open, and is ended here.
    child.on('exit', (code, signal) => setTimeout(finish, 50, code, signal));
  });
}

/** Source maps make the compiled file known by the name of its source; a test that a shared suite defined belongs to the file that runs. */
const isOf = (told, file) => told?.replace(/\.tsx?$/, '.js').endsWith(`/test/${file}`) === true;

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
  if (end !== undefined) fail(job.last?.file ?? job.files[0], job.last === undefined ? end : `${end} The last test that began: ${job.last.name}`);
  else for (const [file, list] of results) if (list.every(({ kind }) => kind === 'around')) fail(file, 'holds no test');
}

function describeBadEnd({ ended, timedOut, limitMs, code, signal }) {
  if (timedOut) return `did not end within ${limitMs / 1000} s.`;
  if (!ended) return `the process ended before its tests did (${signal ?? `exit code ${code}`}).`;
  return code === 0 ? undefined : `the process ended with exit code ${code} after its tests.`;
}
