import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';

/** A signing key, its public half alone. */
export interface SigningKey { readonly kid: string; readonly alg: string; readonly current: boolean; readonly next: boolean; readonly previous: boolean; readonly revoked: boolean; readonly current_since?: string; readonly current_until?: string; readonly revoked_at?: string }

/** The keys of the tenant. */
export function useSigningKeys({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery({ queryKey: ['keys'], queryFn: () => api.get<readonly SigningKey[]>('/keys/signing'), enabled });
}
