import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import { segment } from '../api/management-api.ts';
import type { Application } from '../api/records.ts';

/** All applications of the tenant; there are few, so they are searched here. */
export function useApplications({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery({ queryKey: ['applications'], queryFn: async () => (await listAll<Application>(api, { path: '/clients', member: 'clients', query: { is_global: false } })).rows, enabled });
}

/** One application. */
export function useApplication(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['applications', id], queryFn: () => api.get<Application>(`/clients/${segment(id)}`) });
}
