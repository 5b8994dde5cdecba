import { pageOf, parseOffset, parseTake, type OffsetQuery } from './paging.ts';
import { ManagementRefusal } from './refusal.ts';

/** What was asked of a list that is paged either way. */
export interface EitherQuery extends OffsetQuery { readonly from?: string; readonly take?: string }

/** A list that is at hand whole, with the id by which its pages follow each other. */
export interface Listed<T> { readonly name: string; readonly items: readonly T[]; readonly idOf: (item: T) => string; readonly viewOf: (item: T) => unknown }

const byId = <T>({ items, idOf }: Listed<T>) => [...items].sort((a, b) => (idOf(a) < idOf(b) ? -1 : 1));

/**
 * Auth0: a page from a place (`from`, `take`) where one of both is named, else by number. A place is the id after which the page begins:
 * one that nobody gave out (A212 of the attack cases) is a place like any other, and tells nothing that the list does not.
 */
export function pageEither<T>(listed: Listed<T>, query: EitherQuery): unknown {
  const { name, idOf, viewOf } = listed;
  const sorted = byId(listed);
  if (query.from === undefined && query.take === undefined) {
    const page = parseOffset(query);
    return page instanceof ManagementRefusal ? page : pageOf(name, sorted.map(viewOf), page);
  }
  const take = parseTake(query.take);
  if (take instanceof ManagementRefusal) return take;
  const { from = '' } = query;
  const rest = sorted.filter((item) => idOf(item) > from);
  const page = rest.slice(0, take);
  const last = page.at(-1);
  return { [name]: page.map(viewOf), ...(last !== undefined && rest.length > take ? { next: idOf(last) } : {}) };
}
