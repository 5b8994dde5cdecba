import Type, { type TSchema } from 'typebox';
import { parseTokenKey, type TokenKey } from '../kernel/opaque-token.ts';
import { parseTake } from './paging.ts';
import { invalidQuery, ManagementRefusal } from './refusal.ts';

/** A page of a list that goes by keys: one more than is answered is read, to know whether there is a next page. */
export interface Checkpoint { readonly before: TokenKey | undefined; readonly take: number }

/** Reads checkpoint paging. `from` is the `next` of the page before. */
export function parseCheckpoint({ from, take }: { readonly from?: string; readonly take?: string }): Checkpoint | ManagementRefusal {
  const count = parseTake(take);
  if (count instanceof ManagementRefusal) return count;
  const before = from === undefined ? undefined : parseTokenKey(from);
  return from !== undefined && before === undefined ? invalidQuery('from is not the next of a page before.') : { before, take: count };
}

/** The page and where the next begins; `found` has one more than the page where there is more. */
export function cutPage<T extends { readonly key: TokenKey }>(found: readonly T[], take: number): { readonly items: readonly T[]; readonly next: { readonly next?: TokenKey } } {
  const items = found.slice(0, take);
  const last = items.at(-1);
  return { items, next: found.length > take && last !== undefined ? { next: last.key } : {} };
}

/** The schema of such a list. */
export const checkpointOutput = (name: string, item: TSchema) => Type.Object({ [name]: Type.Array(item), next: Type.Optional(Type.String()) });
