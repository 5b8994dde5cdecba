const place = 'gatehouse.shortcuts';

/** Are the shortcuts of a single key on? They are, unless this browser's person switched them off. */
export const shortcutsAreOn = (): boolean => localStorage.getItem(place) !== 'off';

/** Switches them for this browser. */
export const switchShortcuts = (on: boolean): void => (on ? localStorage.removeItem(place) : localStorage.setItem(place, 'off'));
