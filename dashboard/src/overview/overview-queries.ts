import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Static } from 'typebox';
import type { addressView } from '../../../server/src/management/tenant-address/operations.ts';
import { useApi } from '../api/api-context.ts';
import type { LogLine, Paged } from '../api/records.ts';
import { dashboardClient } from '../session/client.ts';
import { dateBack, dayBack, inPeriods, type DayCount } from './days.ts';

/** Sign-ins and sign-ups of each day of a period and of the one before. */
export function useDays(length: number) {
  const api = useApi();
  return useQuery({ queryKey: ['overview', 'days', length], placeholderData: keepPreviousData, queryFn: async () => inPeriods(await api.get<readonly DayCount[]>('/stats/daily', { from: dayBack(2 * length - 1), to: dayBack(0) })) });
}

/** How many people signed in during 30 days. */
export function useActiveUsers() {
  const api = useApi();
  return useQuery({ queryKey: ['overview', 'active'], queryFn: () => api.get<number>('/stats/active-users') });
}

/** Did anybody sign in to an application? Sign-ins to the dashboard are counted like all others, and there is always one: of whoever asks. */
export function useAnySignIn(enabled: boolean) {
  const api = useApi();
  return useQuery({ queryKey: ['overview', 'any'], enabled, queryFn: async () => (await api.get<readonly LogLine[]>('/logs', { q: `(type:s OR type:sepft) AND NOT client_id:"${dashboardClient.id}"`, per_page: 1 })).length > 0 });
}

/** Refusals of one reason. */
export interface ReasonCount { readonly reason: string; readonly explain: string; readonly count: number; readonly last: string | undefined }
/** What was refused in a period. `looked`: how many lines of the total were counted, the newest ones. */
export interface Refusals { readonly reasons: readonly ReasonCount[]; readonly looked: number; readonly total: number }

/** What stands for the refusals of a period in the log; what administrators were refused is not among them. */
export const refusedSince = (length: number): string => `details.result:refused AND NOT details.event:management* AND date:[${dateBack(length - 1)} TO *]`;
const pages = 3;
const size = 100;

/** Why requests were refused, the most frequent reason first. */
export function useRefusals(length: number) {
  const api = useApi();
  return useQuery({
    queryKey: ['overview', 'refusals', length], placeholderData: keepPreviousData,
    queryFn: async (): Promise<Refusals> => {
      const lines: LogLine[] = [];
      for (let page = 0; ; page++) {
        const { logs, total } = await api.get<Paged<'logs', LogLine>>('/logs', { q: refusedSince(length), page, per_page: size, include_totals: true, sort: 'date:-1' });
        lines.push(...logs);
        if (page + 1 === pages || lines.length >= total || logs.length === 0) return { reasons: countReasons(lines), looked: lines.length, total };
      }
    },
  });
}

function countReasons(lines: readonly LogLine[]): readonly ReasonCount[] {
  const counts = new Map<string, ReasonCount>();
  for (const { reason = 'unknown', explain, description, date } of lines) {
    const known = counts.get(reason);
    counts.set(reason, { reason, explain: known?.explain ?? explain ?? description ?? '', count: (known?.count ?? 0) + 1, last: known?.last ?? date });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count);
}

/** What the doctor of the address finds. */
export function useAddressFindings(enabled: boolean) {
  const api = useApi();
  return useQuery({ queryKey: ['tenant', 'address', 'overview'], enabled, queryFn: async () => (await api.get<Static<typeof addressView>>('/tenants/address', { seen_at: location.origin })).findings.filter(({ state }) => state !== 'ok') });
}
