import { setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { openIsolate, type Isolate } from './isolate.ts';
import type { ScriptJob, ScriptLimits } from './script-job.ts';

/** What the thread is asked, one thing at a time. */
export interface WorkerOrder { readonly job: ScriptJob; readonly limits: ScriptLimits }

/** An instance is thrown away after so many calls, whatever they were. */
const callsPerIsolate = 200;

/** On Linux the number is of the thread, elsewhere of the process: there it stays as it is. */
const politeness = 10;
if (process.platform === 'linux') setPriority(0, politeness);

let held: { readonly tenant: string; readonly isolate: Isolate; calls: number } | undefined;

async function isolateOf(tenant: string) {
  if (held?.tenant !== tenant || held.calls >= callsPerIsolate) held = { tenant, isolate: await openIsolate(), calls: 0 };
  held.calls += 1;
  return held.isolate;
}

parentPort?.on('message', ({ job, limits }: WorkerOrder) => {
  void isolateOf(job.tenant).then((isolate) => {
    const { result, worn } = isolate.run(job, limits);
    if (worn) held = undefined;
    parentPort?.postMessage(result);
  });
});
