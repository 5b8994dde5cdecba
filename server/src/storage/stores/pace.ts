import { setImmediate } from 'node:timers/promises';
import type { DialectName } from '../dialect.ts';

/** How searches go forward without standing in anybody's way. */
export interface Pace {
  /** So many people are looked at in the next step. */
  people(): number;
  /** Takes a step when it is its turn. `people`: the step looked at so many, and its time says how many the next one may. */
  turn<T>(step: () => Promise<T>, people?: number): Promise<T>;
}

const [fewest, usual, most] = [100, 1000, 5000];
/** A step of the embedded database holds the whole process, and a token that is made meanwhile waits for several: it takes this long in milliseconds, no more. */
const [short, long] = [0.25, 0.75];

/**
 * On the embedded database one step of all searches runs in one turn of the event loop, and what else waits comes in between; steps become shorter or longer until they take about half a millisecond.
 * PostgreSQL works beside us.
 */
export function createPace(dialect: DialectName): Pace {
  if (dialect === 'postgres') return { people: () => most, turn: (step) => step() };
  let people = usual;
  let last: Promise<unknown> = Promise.resolve();
  const timed = async <T>(step: () => Promise<T>, looked: number | undefined): Promise<T> => {
    await setImmediate();
    const begun = performance.now();
    const result = await step();
    const took = performance.now() - begun;
    if (looked !== undefined && took > long) people = Math.max(fewest, Math.min(people, Math.floor(looked / 2)));
    if (looked !== undefined && took < short) people = Math.max(people, Math.min(most, looked * 2));
    return result;
  };
  return {
    people: () => people,
    turn(step, looked) {
      const mine = last.then(() => timed(step, looked));
      last = mine.catch(() => undefined);
      return mine;
    },
  };
}
