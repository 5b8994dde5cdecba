import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import type { ClientGrant } from '../api/records.ts';

/** What applications may ask of APIs in their own name: of one application, or at one API. */
export function useGrants(of: { readonly client_id: string } | { readonly audience: string }, { enabled = true }: { readonly enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery({ queryKey: ['grants', of], queryFn: () => api.get<readonly ClientGrant[]>('/client-grants', { ...of, per_page: 100 }), enabled });
}
