import { openConnection, statusOf, type Connection } from './connection.ts';
import type { Expectation, Load, Talker } from './load.ts';

/** What a run brought: operations that were finished, the time of each in milliseconds, and the time of all. */
export interface Run { readonly count: number; readonly latencies: readonly number[]; readonly wallMs: number }

/** Every talker asks again as soon as it was answered, until the time is over; operations that began are finished. Throws on an unexpected answer. */
export async function runClosedLoop(port: number, load: Load, milliseconds: number): Promise<Run> {
  const latencies: number[] = [];
  const started = performance.now();
  const until = started + milliseconds;
  await Promise.all(load.talkers.map((talker) => converse(port, talker, { steps: load.steps, until, latencies })));
  return { count: latencies.length, latencies, wallMs: performance.now() - started };
}

interface Talk { readonly steps: readonly Expectation[]; readonly until: number; readonly latencies: number[] }

async function converse(port: number, talker: Talker, { steps, until, latencies }: Talk): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const connection = await openConnection(port, reject);
  let step = 0;
  let began = 0;

  const ask = (): void => {
    const now = performance.now();
    if (step === 0) began = now;
    const bytes = step === 0 && now >= until ? undefined : talker.say(step);
    if (bytes === undefined) resolve();
    else connection.send(bytes, answered);
  };
  const answered = (answer: Buffer): void => {
    const expected = steps[step] as Expectation;
    if (!fits(answer, expected)) { reject(unexpected(answer, expected)); return; }
    talker.hear?.(step, answer);
    step = (step + 1) % steps.length;
    if (step === 0) latencies.push(performance.now() - began);
    ask();
  };
  ask();
  await settled(promise, connection);
}

async function settled(promise: Promise<void>, connection: Connection): Promise<void> {
  try { await promise; } finally { connection.close(); }
}

/** Is it the answer that the request was to bring? */
export const fits = (answer: Buffer, { statuses, text }: Expectation) => statuses.includes(statusOf(answer)) && answer.includes(text);

/** The error that shows an answer that does not fit. */
export const unexpected = (answer: Buffer, { statuses, text }: Expectation) =>
  new Error(`expected ${statuses.join(' or ')} with "${text}", got:\n${answer.toString('latin1', 0, 1500)}`);
