import type { Clock } from '../../kernel/time.ts';
import type { Driver } from '../driver.ts';
import type { Queries } from '../queries/every-query.ts';

/** What every store works with. */
export interface StoreTools { readonly driver: Driver; readonly queries: Queries; readonly clock: Clock }
