import { useState } from 'react';

/** Why a check is left as it is, and since when. */
export interface Reason { readonly words: string; readonly at: string }
type Reasons = Readonly<Record<string, Reason>>;

const place = 'gatehouse.readiness.aside';

function read(): Reasons {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(place) ?? '{}');
    return Object.fromEntries(Object.entries(typeof kept === 'object' && kept !== null ? kept : {}).filter((entry): entry is [string, Reason] => typeof (entry[1] as Reason | null)?.words === 'string' && typeof (entry[1] as Reason).at === 'string'));
  } catch {
    return {};
  }
}

/** Checks that somebody set aside, with their reasons: kept in this browser, for it is a list of one's own. `undefined` as a reason takes a check back. */
export function useSetAside(): { readonly aside: Reasons; readonly setAside: (id: string, words: string | undefined) => void } {
  const [aside, keep] = useState(read);
  const setAside = (id: string, words: string | undefined) => {
    const others = Object.fromEntries(Object.entries(read()).filter(([name]) => name !== id));
    const next = words === undefined ? others : { ...others, [id]: { words, at: new Date().toISOString() } };
    localStorage.setItem(place, JSON.stringify(next));
    keep(next);
  };
  return { aside, setAside };
}
