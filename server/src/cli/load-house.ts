import type { House as WholeHouse } from '../compose.ts';
import type { CompositionRoot } from './house.ts';

/** The house is big: it is loaded by the commands that work on it, and not for `--help`. */
export async function loadHouse(): Promise<CompositionRoot> {
  const { openHouse, serve } = await import('../compose.ts');
  // Commands see the part of a house that they use; what they hand back is always a whole one, made by openHouse.
  return { openHouse, serve: (house, settings) => serve(house as WholeHouse, settings) };
}
