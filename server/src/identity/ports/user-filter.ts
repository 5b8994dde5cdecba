import type { Seconds } from '../../kernel/time.ts';

/** A text that is kept about a person in a column. */
export type UserTextField = 'id' | 'email' | 'email_domain' | 'username' | 'connection';
/** A member of one of the records that are kept as JSON; `path` has at least one name. */
export interface UserMember { readonly record: 'profile' | 'user_metadata' | 'app_metadata'; readonly path: readonly string[] }

/** A time that is kept about a person. */
export type UserTimeField = 'created_at' | 'updated_at' | 'last_login';

/** A border of a range; `undefined`: there is none on this side. */
export interface Border<T> { readonly value: T; readonly inclusive: boolean }
/** From where to where. */
export interface Range<T> { readonly from: Border<T> | undefined; readonly to: Border<T> | undefined }

/** One thing that is asked about a person. Texts are compared without regard to case; a member that is a list is searched entry by entry. */
export type UserTest =
  | { readonly kind: 'text'; readonly field: UserTextField | UserMember; readonly match: 'equals' | 'prefix'; readonly text: string }
  | { readonly kind: 'exists'; readonly field: UserTextField | UserMember }
  | { readonly kind: 'flag'; readonly field: 'blocked' | 'email_verified'; readonly value: boolean }
  | { readonly kind: 'time'; readonly field: UserTimeField; readonly range: Range<Seconds> }
  /** How often the person signed in. */
  | { readonly kind: 'count'; readonly field: 'logins_count'; readonly range: Range<number> }
  | { readonly kind: 'number'; readonly field: UserMember; readonly range: Range<number> };

/** Which people are looked for. */
export type UserFilter = UserTest | { readonly kind: 'group'; readonly operator: 'and' | 'or'; readonly parts: readonly UserFilter[] } | { readonly kind: 'not'; readonly part: UserFilter };

/** Every order has an index; who is equal in it is ordered by id. */
export interface UserOrder { readonly by: 'id' | 'email' | 'created_at' | 'updated_at' | 'last_login'; readonly descending: boolean }
