import type { Brand } from './brand.ts';

/**
 * A write that one store has prepared and another one does in its own commit: all of it or nothing. Where that commit is lost, it was never made.
 * What it holds is known to the storage alone.
 */
export type PreparedWrite = Brand<object, 'PreparedWrite'>;
