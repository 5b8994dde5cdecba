import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment, type ManagementApi } from '../api/management-api.ts';
import type { Api, Paged } from '../api/records.ts';

async function listAll(api: ManagementApi): Promise<readonly Api[]> {
  const all: Api[] = [];
  for (let page = 0; ; page++) {
    const { resource_servers: found, total } = await api.get<Paged<'resource_servers', Api>>('/resource-servers', { include_totals: true, per_page: 100, page });
    all.push(...found);
    if (all.length >= total || found.length === 0) return all;
  }
}

/** All APIs of the tenant; the Management API is one of them. */
export function useApis({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery({ queryKey: ['apis'], queryFn: () => listAll(api), enabled });
}

/** One API. */
export function useOneApi(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['apis', id], queryFn: () => api.get<Api>(`/resource-servers/${segment(id)}`) });
}
