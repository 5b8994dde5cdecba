import type { Clock } from '../../kernel/time.ts';
import type { QueryBuilder } from '../dialect.ts';
import type { Driver } from '../driver.ts';

/** What every store works with. */
export interface StoreTools { readonly driver: Driver; readonly db: QueryBuilder; readonly clock: Clock }
