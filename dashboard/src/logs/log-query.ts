import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { LogLine, Paged } from '../api/records.ts';
import type { Paging } from '../pieces/list-search.ts';

/** What the list of the log is narrowed to. */
export interface LogFilters { readonly q?: string | undefined; readonly result?: string | undefined; readonly application?: string | undefined; readonly page?: string | undefined; readonly rows?: string | undefined }

/** How often the newest lines are asked for, in milliseconds. */
export const tailEvery = 3000;

const quoted = (text: string) => `"${text.replaceAll(/["\\]/g, '\\$&')}"`;
/** Words alone are looked for at their beginnings; who writes field:value means Lucene. */
const words = (q: string): { readonly q?: string; readonly search?: string } => (q.includes(':') ? { q } : { search: q.replaceAll(/[^\p{L}\p{N}@._+-]/gu, ' ').split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word)).join(' AND ') });

/** The question to the server that filters stand for. */
export function searchOf({ q = '', result, application }: LogFilters): { readonly q?: string; readonly search?: string } {
  const asked = words(q.trim());
  const parts = [
    ...(asked.q === undefined ? [] : [`(${asked.q})`]),
    ...(result === 'refused' || result === 'allowed' ? [`details.result:${result}`] : []), ...(application === undefined ? [] : [`client_id:${quoted(application)}`]),
  ];
  return { ...(parts.length === 0 ? {} : { q: parts.join(' AND ') }), ...(asked.search === undefined || asked.search === '' ? {} : { search: asked.search }) };
}

/** How lines stand. */
export const newestFirst = 'date:-1';

/** A page of the log. `live` asks again and again. */
export function useLog(filters: LogFilters, { page, size }: Pick<Paging, 'page' | 'size'>, live: boolean) {
  const api = useApi();
  return useQuery({
    queryKey: ['logs', 'list', filters], placeholderData: keepPreviousData, refetchInterval: live && page === 0 ? tailEvery : false,
    queryFn: () => api.get<Paged<'logs', LogLine>>('/logs', { ...searchOf(filters), page, per_page: size, include_totals: true, sort: newestFirst }),
  });
}

/** One line of the log. */
export function useLogLine(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['logs', 'one', id], queryFn: () => api.get<LogLine>(`/logs/${segment(id)}`), staleTime: Infinity });
}
