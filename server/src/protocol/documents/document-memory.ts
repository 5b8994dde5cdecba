import type { Clock, Seconds } from '../../kernel/time.ts';
import { isOutboundFailure, type OutboundFailure } from '../ports/outbound.ts';
import type { RemoteDocument } from './fetch-json.ts';

/** What was fetched, or why it could not be. */
export type Fetched = RemoteDocument | OutboundFailure;

/** Remembers what was fetched until its time is over, or its place is needed. */
export interface DocumentMemory {
  findFresh(url: string): Fetched | undefined;
  remember(url: string, fetched: Fetched, lasts: Seconds): void;
}

interface Entry { readonly fetched: Fetched; readonly freshUntil: Seconds }

/** What an entry costs besides its text. */
const overhead = 1024;
const costOf = ({ fetched }: Entry) => overhead + (isOutboundFailure(fetched) ? 0 : fetched.size);

/** @param capacity characters of all documents together; what was not asked for the longest goes first */
export function documentMemory(clock: Clock, capacity: number): DocumentMemory {
  const entries = new Map<string, Entry>();
  let used = 0;
  const forget = (url: string) => {
    const entry = entries.get(url);
    if (entry === undefined) return;
    used -= costOf(entry);
    entries.delete(url);
  };
  return {
    findFresh(url) {
      const entry = entries.get(url);
      if (entry === undefined || entry.freshUntil <= clock.now()) return undefined;
      entries.delete(url);
      entries.set(url, entry);
      return entry.fetched;
    },
    remember(url, fetched, lasts) {
      forget(url);
      const entry = { fetched, freshUntil: clock.now() + lasts };
      entries.set(url, entry);
      used += costOf(entry);
      for (const oldest of entries.keys()) {
        if (used <= capacity) return;
        forget(oldest);
      }
    },
  };
}
