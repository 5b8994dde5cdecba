/** What of a list stands in the address beside its filters. */
export interface PageSearch { readonly page?: string | undefined; readonly rows?: string | undefined }

/** So many rows stand on a page, as one likes. */
export const pageSizes = [25, 50, 100] as const;
const usual = 50;

/** Which rows are shown, and how to get others. */
export interface Paging { /** From 0 on. */ readonly page: number; readonly size: number; readonly turn: (page: number) => void; readonly resize: (size: number) => void }

type Words = Readonly<Record<string, string | undefined>>;

/** Filters after a change; what is empty stands in no address. */
export const narrowed = <Search extends object>(search: Search, change: { readonly [Name in keyof Search]?: string | undefined }): { readonly [Name in keyof Search]: string } =>
  Object.fromEntries(Object.entries({ ...search, ...change } as Words).filter(([, value]) => value !== undefined && value !== '')) as { readonly [Name in keyof Search]: string };

/** Reads the page from the address; what is no page there is the first one. */
export function pagingOf<Search extends PageSearch>(search: Search, go: (search: { readonly [Name in keyof Search]: string }) => void): Paging {
  const [page, size] = [Number(search.page ?? 0), Number(search.rows ?? usual)];
  return {
    page: Number.isSafeInteger(page) && page > 0 ? page : 0, size: pageSizes.find((one) => one === size) ?? usual,
    turn: (next) => go(narrowed<PageSearch>(search, { page: next === 0 ? undefined : String(next) }) as { readonly [Name in keyof Search]: string }),
    resize: (next) => go(narrowed<PageSearch>(search, { page: undefined, rows: next === usual ? undefined : String(next) }) as { readonly [Name in keyof Search]: string }),
  };
}

/** The rows of a page of a list that is here as a whole. */
export const pageOf = <T>(rows: readonly T[], { page, size }: Paging): readonly T[] => rows.slice(page * size, (page + 1) * size);
