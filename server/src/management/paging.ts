import Type, { type TSchema } from 'typebox';
import { invalidQuery, type ManagementRefusal } from './refusal.ts';

/** Auth0: offset paging; `include_totals` wraps the list with start, limit and total. */
export const offsetPaging = {
  page: Type.Optional(Type.String({ pattern: '^\\d{1,6}$', description: 'Which page, from 0 on.' })),
  per_page: Type.Optional(Type.String({ pattern: '^\\d{1,3}$', description: 'How many on a page, at most 100.' })),
  include_totals: Type.Optional(Type.String({ pattern: '^(true|false)$', description: 'Wraps the list with start, limit and total.' })),
};

/** Auth0: checkpoint paging, for lists that grow. */
export const checkpointPaging = {
  from: Type.Optional(Type.String({ minLength: 1, maxLength: 300, description: 'Where the page begins: the next of the page before.' })),
  take: Type.Optional(Type.String({ pattern: '^\\d{1,3}$', description: 'How many, at most 100.' })),
};

/** What was asked of a list. */
export interface OffsetQuery { readonly page?: string; readonly per_page?: string; readonly include_totals?: string }

/** A page by number. `wrapped`: the answer is an object with totals, else the bare list. */
export interface OffsetPage { readonly offset: number; readonly limit: number; readonly wrapped: boolean }

const most = 100;
const usual = 50;

/** Reads offset paging. */
export function parseOffset({ page = '0', per_page: perPage = String(usual), include_totals: totals = 'false' }: OffsetQuery): OffsetPage | ManagementRefusal {
  const limit = Number(perPage);
  if (limit < 1 || limit > most) return invalidQuery(`per_page is ${perPage}; it must be from 1 to ${most}.`);
  return { offset: Number(page) * limit, limit, wrapped: totals === 'true' };
}

/** Reads `take`. */
export function parseTake(take: string | undefined): number | ManagementRefusal {
  const count = Number(take ?? usual);
  return count < 1 || count > most ? invalidQuery(`take is ${take ?? ''}; it must be from 1 to ${most}.`) : count;
}

/** One page of a list that is at hand whole. */
export function pageOf<T>(name: string, all: readonly T[], { offset, limit, wrapped }: OffsetPage): unknown {
  const items = all.slice(offset, offset + limit);
  return wrapped ? { [name]: items, start: offset, limit, total: all.length } : items;
}

/** The schema of both forms of a paged list. */
export const pagedOutput = (name: string, item: TSchema) =>
  Type.Union([Type.Array(item), Type.Object({ [name]: Type.Array(item), start: Type.Optional(Type.Integer()), limit: Type.Optional(Type.Integer()), total: Type.Optional(Type.Integer()), next: Type.Optional(Type.String()) })]);
