import type { CompositionRoot } from './house.ts';

/** The house is big: it is loaded by the commands that work on it, and not for `--help`. */
export const loadHouse = async (): Promise<CompositionRoot> => import('../compose.ts');
