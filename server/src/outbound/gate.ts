/** How much may happen at once. */
export interface GateLimits { readonly inAll: number; readonly perHost: number; /** More than so many waiting are turned away. */ readonly waiting: number }

/** Lets so many in, in the order in which they came, a host that is full aside. */
export interface Gate {
  /** Resolves to what must be called on leaving, or to `undefined` when the signal came first or too many wait. */
  enter(host: string, signal: AbortSignal): Promise<(() => void) | undefined>;
}

interface Waiter { readonly host: string; readonly letIn: () => void }

/** An open gate with nobody inside. */
export function createGate({ inAll, perHost, waiting }: GateLimits): Gate {
  const inside = new Map<string, number>();
  const queue = new Set<Waiter>();
  let total = 0;

  const hasRoom = (host: string) => total < inAll && (inside.get(host) ?? 0) < perHost;
  const count = (host: string, by: 1 | -1) => {
    total += by;
    const next = (inside.get(host) ?? 0) + by;
    if (next === 0) inside.delete(host);
    else inside.set(host, next);
  };
  const admitWaiting = () => {
    for (const waiter of queue) {
      if (total >= inAll) return;
      if (hasRoom(waiter.host)) waiter.letIn();
    }
  };
  const admit = (host: string) => {
    count(host, 1);
    return () => { count(host, -1); admitWaiting(); };
  };

  return {
    enter(host, signal) {
      if (signal.aborted) return Promise.resolve(undefined);
      if (hasRoom(host)) return Promise.resolve(admit(host));
      if (queue.size >= waiting) return Promise.resolve(undefined);
      return new Promise((resolve) => {
        const giveUp = () => { queue.delete(waiter); resolve(undefined); };
        const waiter: Waiter = { host, letIn: () => { queue.delete(waiter); resolve(admit(host)); } };
        queue.add(waiter);
        signal.addEventListener('abort', giveUp, { once: true });
      });
    },
  };
}
