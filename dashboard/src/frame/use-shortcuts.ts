import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';
import { places } from './navigation.ts';
import { goToRow } from './row-keys.ts';
import { shortcutsAreOn } from './shortcut-choice.ts';

type Meaning = { readonly focus: string } | { readonly row: 1 | -1 } | { readonly help: true } | { readonly click: string } | { readonly go: (typeof places)[number]['to'] } | undefined;

const single: Readonly<Record<string, Meaning>> = { '/': { focus: '[data-shortcut=search]' }, n: { click: '[data-shortcut=new]' }, j: { row: 1 }, k: { row: -1 }, '?': { help: true } };

/** What a single key means here and now. */
function meaningOf(key: string, afterG: boolean): Meaning {
  const place = afterG ? places.find((one) => one.key === key) : undefined;
  if (place !== undefined) return { go: place.to };
  return single[key];
}

const isForPalette = (event: KeyboardEvent) => (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k';
const isPlain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey && !isTyping(event.target) && !isInDialog() && shortcutsAreOn();
const isTyping = (target: EventTarget | null) => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
const isInDialog = () => document.querySelector('[role=dialog]') !== null;

/** Ctrl or Cmd and K for the palette; g and a letter for a place, / for the search of a list, n for its new thing, j and k for its rows, ? for what keys there are. The single keys can be switched off (WCAG 2.1.4). */
export function useShortcuts({ onSearch, onHelp }: { readonly onSearch: () => void; readonly onHelp: () => void }): void {
  const navigate = useNavigate();
  useEffect(() => {
    let afterG = false;
    const press = (event: KeyboardEvent) => {
      if (isForPalette(event)) { event.preventDefault(); onSearch(); return; }
      if (!isPlain(event)) return;
      const meaning = meaningOf(event.key, afterG);
      afterG = event.key === 'g';
      if (meaning === undefined) return;
      event.preventDefault();
      if ('go' in meaning) void navigate({ to: meaning.go });
      else if ('row' in meaning) goToRow(meaning.row);
      else if ('help' in meaning) onHelp();
      else if ('focus' in meaning) document.querySelector<HTMLElement>(meaning.focus)?.focus();
      else document.querySelector<HTMLElement>(meaning.click)?.click();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [navigate, onSearch, onHelp]);
}
