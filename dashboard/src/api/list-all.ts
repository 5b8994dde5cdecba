import type { ManagementApi } from './management-api.ts';
import type { Paged } from './records.ts';

/** Rows of a call: as many as the Management API gives at once. */
const size = 100;

interface Listed { readonly path: string; /** The member of the answer that has the rows. */ readonly member: string; readonly query?: Readonly<Record<string, string | number | boolean | undefined>>; /** No more rows than these. */ readonly most?: number }

/** Every row of a list, page by page, and how many there are. */
export async function listAll<T>(api: ManagementApi, { path, member, query = {}, most = Infinity }: Listed): Promise<{ readonly rows: readonly T[]; readonly total: number }> {
  const rows: T[] = [];
  for (let page = 0; ; page++) {
    const answer = await api.get<Paged<string, T>>(path, { ...query, include_totals: true, per_page: size, page });
    const found = answer[member] ?? [];
    rows.push(...found);
    if (rows.length >= Math.min(answer.total, most) || found.length === 0) return { rows: rows.slice(0, most), total: answer.total };
  }
}
