import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { MadeManagementToken, ManagementToken, NewManagementToken } from '../api/records.ts';
import { tellDone } from '../pieces/tell-done.ts';

const key = ['management-tokens'] as const;

/** The living tokens that were made at the Management API, newest first. */
export function useTokens({ enabled }: { readonly enabled: boolean }) {
  const api = useApi();
  return useQuery({ queryKey: key, queryFn: async () => (await api.get<{ readonly management_tokens: readonly ManagementToken[] }>('/management-tokens', { take: 100 })).management_tokens, enabled });
}

/** Makes a token. Its value is in this answer alone, and is not kept by the queries. */
export function useTokenMaking(onMade: (token: MadeManagementToken) => void) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    gcTime: 0, mutationFn: (asked: NewManagementToken) => api.post<MadeManagementToken>('/management-tokens', asked),
    onSuccess: async (made) => { onMade(made); tellDone(`The token “${made.name}” is made`); await queries.invalidateQueries({ queryKey: key }); },
  });
}

/** Revokes a token: the next call with it is refused. */
export function useTokenRevoking() {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ id }: ManagementToken) => api.delete(`/management-tokens/${segment(id)}`),
    onSuccess: async () => { tellDone('The token is revoked'); await queries.invalidateQueries({ queryKey: key }); },
  });
}
