/** Runs work now, later, or not at all. */
export interface BoundedQueue {
  /** The result of the work, or `busy` at once when too much is waiting already; the work is not begun then. */
  run<T>(work: () => Promise<T>): Promise<T | 'busy'>;
}

/**
 * At most `inFlight` pieces of work at once; others wait in the order in which they came.
 * @param waiting how many may wait
 */
export function boundedQueue({ inFlight, waiting }: { readonly inFlight: number; readonly waiting: number }): BoundedQueue {
  const queue: (() => void)[] = [];
  let running = 0;

  const leave = () => {
    const next = queue.shift();
    // The place is handed over, not freed: nobody who comes just now can slip in before who waited.
    if (next === undefined) running--;
    else next();
  };

  return {
    async run(work) {
      if (running < inFlight) running++;
      else if (queue.length >= waiting) return 'busy';
      else await new Promise<void>((turn) => { queue.push(turn); });
      try { return await work(); } finally { leave(); }
    },
  };
}
