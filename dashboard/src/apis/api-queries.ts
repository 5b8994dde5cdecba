import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import { segment } from '../api/management-api.ts';
import type { Api } from '../api/records.ts';

/** All APIs of the tenant; the Management API is one of them. */
export function useApis({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery({ queryKey: ['apis'], queryFn: async () => (await listAll<Api>(api, { path: '/resource-servers', member: 'resource_servers' })).rows, enabled });
}

/** One API. */
export function useOneApi(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['apis', id], queryFn: () => api.get<Api>(`/resource-servers/${segment(id)}`) });
}
