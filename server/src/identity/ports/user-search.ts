import type { UserFilter, UserOrder } from './user-filter.ts';
import type { User } from './user-store.ts';

/** A page by number. `counted`: how far those whom the filter lets through are counted, be it beyond the page; 0: not at all. */
export interface UserSearch { readonly filter: UserFilter | undefined; readonly order: UserOrder; readonly offset: number; readonly limit: number; readonly counted: number }
/** A page of people. `found`: how many there are, as far as they were counted; where the search had to stop behind the page, there may be more. */
export interface FoundUsers { readonly users: readonly User[]; readonly found: number }
