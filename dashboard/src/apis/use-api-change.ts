import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { Api } from '../api/records.ts';
import { tellDone } from '../pieces/tell-done.ts';

/** Changes an API; every screen that shows it follows. */
export function useApiChange(id: string, done: string) {
  const api = useApi();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (change: Partial<Api>) => api.patch<Api>(`/resource-servers/${segment(id)}`, change),
    onSuccess: async (next) => {
      queries.setQueryData(['apis', id], next);
      await queries.invalidateQueries({ queryKey: ['apis'] });
      tellDone(done);
    },
  });
}
