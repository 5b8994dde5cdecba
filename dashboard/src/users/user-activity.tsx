import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { LogLine } from '../api/records.ts';
import { LogTable } from '../logs/log-table.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';

/** What the log has of a person, the newest fifty. */
export function UserActivity({ userId }: { readonly userId: string }) {
  const api = useApi();
  const lines = useQuery({ queryKey: ['logs', 'of-user', userId], queryFn: () => api.get<readonly LogLine[]>(`/users/${segment(userId)}/logs`, { per_page: 50 }) });
  return <Loaded query={lines} what="log of the user">{(all) => (all.length === 0 ? <EmptyState title="Nothing yet">Sign-ins, tokens and changes of this person stand here.</EmptyState> : <LogTable lines={all} />)}</Loaded>;
}
