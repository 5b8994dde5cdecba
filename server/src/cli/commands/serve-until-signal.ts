import type { ExitCode } from '../failure.ts';
import type { House, Serving } from '../house.ts';

const drainLimitMs = 10_000;

/**
 * Serves until SIGTERM or SIGINT, then drains: 0 when everything ended in time, 1 when it did not.
 * @param signal listened for since before the server said that it is ready, so that none is missed
 */
export async function serveUntilSignal({ house, server, signal }: { readonly house: House; readonly server: Serving; readonly signal: Promise<unknown> }): Promise<ExitCode> {
  await signal;
  const drained = server.close().then(() => house.close()).then(() => 0 as const);
  const limit = new Promise<1>((resolve) => { setTimeout(() => resolve(1), drainLimitMs).unref(); });
  return Promise.race([drained, limit]);
}

/** A start that fails must not leave the database open. */
export async function orClose<T>(house: House, come: () => Promise<T>): Promise<T> {
  try {
    return await come();
  } catch (error) {
    await house.close();
    throw error;
  }
}
