import { useState } from 'react';
import type { Column } from './record-table.tsx';

/** The columns of a list, and which of them are hidden. */
export interface ColumnChoice<T> { readonly list: string; readonly all: readonly Column<T>[]; readonly shown: readonly Column<T>[]; readonly toggle: (title: string) => void }

const placeOf = (list: string) => `gatehouse.columns.${list}`;

function readHidden(list: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(placeOf(list)) ?? '[]');
    return Array.isArray(kept) ? kept.filter((one) => typeof one === 'string') : [];
  } catch {
    return [];
  }
}

/** Which columns of a list are shown: kept in this browser, for each list. The first one names the row, and always stands. */
export function useColumns<T>(list: string, all: readonly Column<T>[]): ColumnChoice<T> {
  const [hidden, hide] = useState(() => readHidden(list));
  const toggle = (title: string) => {
    const next = hidden.includes(title) ? hidden.filter((one) => one !== title) : [...hidden, title];
    if (next.length === 0) localStorage.removeItem(placeOf(list));
    else localStorage.setItem(placeOf(list), JSON.stringify(next));
    hide(next);
  };
  return { list, all, shown: all.filter(({ title }, index) => index === 0 || !hidden.includes(title)), toggle };
}
