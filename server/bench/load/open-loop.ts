import { fits, unexpected, type Run } from './closed-loop.ts';
import { openConnection, type Connection } from './connection.ts';
import type { Expectation, Load } from './load.ts';

const connections = 64;
const patienceMs = 10_000;

/**
 * Sends at a constant rate, whether answers come or not, and counts each latency from the moment at which the request should have been sent:
 * a server that stalls is charged for everyone who would have waited. One-step loads only.
 */
export async function runOpenLoop(port: number, load: Load, { perSecond, milliseconds }: { readonly perSecond: number; readonly milliseconds: number }): Promise<Run> {
  const { promise: broken, reject } = Promise.withResolvers<never>();
  const idle: Connection[] = await Promise.all(Array.from({ length: connections }, () => openConnection(port, reject)));
  const all = [...idle];
  try {
    return await Promise.race([broken, send(idle, load, { total: Math.round((perSecond * milliseconds) / 1000), gap: 1000 / perSecond, reject })]);
  } finally {
    for (const connection of all) connection.close();
  }
}

interface Plan { readonly total: number; readonly gap: number; readonly reject: (error: Error) => void }

function send(idle: Connection[], load: Load, { total, gap, reject }: Plan): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  const [expected, talker] = [load.steps[0] as Expectation, load.talkers[0]];
  const latencies: number[] = [];
  const started = performance.now();
  let sent = 0;

  const sendOne = (connection: Connection): void => {
    const intended = started + sent++ * gap;
    connection.send(talker?.say(0) ?? '', (answer) => {
      if (!fits(answer, expected)) { reject(unexpected(answer, expected)); return; }
      latencies.push(performance.now() - intended);
      idle.push(connection);
      if (latencies.length === total) resolve({ count: total, latencies, wallMs: performance.now() - started });
    });
  };
  // A timer is a millisecond too coarse, so the loop turns without rest; the core is the generator's own.
  const turn = (): void => {
    const now = performance.now();
    if (now > started + total * gap + patienceMs) { reject(new Error(`only ${latencies.length} of ${total} answers came in time`)); return; }
    while (sent < total && started + sent * gap <= now && idle.length > 0) sendOne(idle.pop() as Connection);
    if (sent < total) setImmediate(turn);
  };
  turn();
  return promise;
}
