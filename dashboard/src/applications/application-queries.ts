import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment, type ManagementApi } from '../api/management-api.ts';
import type { Application, Paged } from '../api/records.ts';

const size = 100;

/** Every page of a list; there are few applications, so they are searched here. */
async function listAll(api: ManagementApi): Promise<readonly Application[]> {
  const all: Application[] = [];
  for (let page = 0; ; page++) {
    const { clients, total } = await api.get<Paged<'clients', Application>>('/clients', { is_global: false, include_totals: true, per_page: size, page });
    all.push(...clients);
    if (all.length >= total || clients.length === 0) return all;
  }
}

/** All applications of the tenant. */
export function useApplications({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery({ queryKey: ['applications'], queryFn: () => listAll(api), enabled });
}

/** One application. */
export function useApplication(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['applications', id], queryFn: () => api.get<Application>(`/clients/${segment(id)}`) });
}
