import type { ScriptJob, ScriptResult } from '../../src/sandbox/script-job.ts';
import { ScriptPool } from '../../src/sandbox/script-pool.ts';

/** Limits that a test does not wait long for. */
export const shortLimits = { timeMs: 300, memory: 32 * 1024 * 1024, output: 64 * 1024 };

/** The scripts of a test with what they are told. */
export const jobOf = (scripts: readonly string[], { tenant = 'acme', user = {}, configuration = {} }: { readonly tenant?: string; readonly user?: object; readonly configuration?: object } = {}): ScriptJob =>
  ({ tenant, scripts, input: JSON.stringify({ user, context: {}, configuration }) });

/** What the last script passed on for `user`. */
export const userOf = (result: ScriptResult): Readonly<Record<string, unknown>> => {
  if (result.kind !== 'done') throw new Error(JSON.stringify(result));
  return (JSON.parse(result.output) as { readonly user: Readonly<Record<string, unknown>> }).user;
};

/** A function that tells the value of an expression, or the error that it ends in, in `user.said`. */
export const telling = (expression: string) => `async function (user, context, callback) {
  try { user.said = String(await (${expression})); } catch (error) { user.said = 'error ' + error.message; }
  callback(null, user, context);
}`;

/** So long that no script ends by it, however busy the machine is. */
export const patient = 60_000;

/** A pool that is closed at the end of the test file. */
export const newPool = (timeMs = shortLimits.timeMs) => new ScriptPool({ graceMs: 10_000, limits: { ...shortLimits, timeMs }, size: 2 });
