import type { Clock, Seconds } from '../../kernel/time.ts';
import { isOutboundFailure, type Outbound } from '../ports/outbound.ts';
import { documentMemory, type Fetched } from './document-memory.ts';
import { fetchJson } from './fetch-json.ts';
import { freshFor } from './freshness.ts';

/** JSON documents of others (key sets, client metadata), remembered for as long as they are fresh. */
export interface RemoteDocuments {
  /** The document as remembered, or fetched now; whoever asks while it is being fetched waits for the same answer. A failure is remembered for 10 seconds. */
  get(url: string): Promise<Fetched>;
  /**
   * The document as it is now, for who misses something in it (OIDC Core §10.1.1: a key that was rotated in). Fetched at most once in 30 seconds per URL; else what `get` answers.
   * When it fails, what was remembered stays good for its time.
   */
  refetch(url: string): Promise<Fetched>;
  /** Is there a fresh answer, so that `get` asks nobody? */
  remembers(url: string): boolean;
}

/** What the memory works with. */
export interface RemoteDocumentTools {
  readonly outbound: Outbound;
  readonly clock: Clock;
  /** Of one document; 65,536 where nothing is said. */
  readonly maxBytes?: number;
  /** Characters of all remembered documents together; 8 Mi where nothing is said. What was not asked for the longest goes first. */
  readonly capacity?: number;
}

const failureLasts = 10;
const forcedEvery = 30;
const usualCapacity = 8_388_608;

/** An empty memory of documents. One for the whole process: they are fetched without any credential, so every tenant may share them. */
export function remoteDocuments({ outbound, clock, maxBytes = 65_536, capacity = usualCapacity }: RemoteDocumentTools): RemoteDocuments {
  const memory = documentMemory(clock, capacity);
  const underWay = new Map<string, Promise<Fetched>>();
  const mayForce = onceIn(forcedEvery, clock);

  const load = async (url: string) => {
    const fetched = await fetchJson(outbound, url, { maxBytes });
    if (!isOutboundFailure(fetched)) memory.remember(url, fetched, freshFor(fetched.headers));
    else if (memory.findFresh(url) === undefined) memory.remember(url, fetched, failureLasts);
    return fetched;
  };
  const fetchOnce = (url: string) => {
    const running = underWay.get(url) ?? load(url).finally(() => underWay.delete(url));
    underWay.set(url, running);
    return running;
  };
  const get = async (url: string) => memory.findFresh(url) ?? fetchOnce(url);
  return { get, remembers: (url) => memory.findFresh(url) !== undefined, refetch: (url) => (mayForce(url) ? fetchOnce(url) : get(url)) };
}

/** Says yes to a name once in so many seconds, and notes that it did. */
function onceIn(seconds: Seconds, clock: Clock): (name: string) => boolean {
  const saidAt = new Map<string, Seconds>();
  return (name) => {
    const now = clock.now();
    // In the order of time: the first one that still counts ends the sweep.
    for (const [other, at] of saidAt) {
      if (at + seconds > now) break;
      saidAt.delete(other);
    }
    if (saidAt.has(name)) return false;
    saidAt.set(name, now);
    return true;
  };
}
