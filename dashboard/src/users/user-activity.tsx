import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { LogLine } from '../api/records.ts';
import { LogTable } from '../logs/log-table.tsx';
import { EmptyState } from '../pieces/empty-state.tsx';
import { Loaded } from '../pieces/loaded.tsx';
import { UserAddresses } from './user-addresses.tsx';

const shown = 50;

/** D18: what the log has of a person, the newest fifty lines, and the network addresses in them. */
export function UserActivity({ userId }: { readonly userId: string }) {
  const api = useApi();
  const lines = useQuery({ queryKey: ['logs', 'of-user', userId], queryFn: () => api.get<readonly LogLine[]>(`/users/${segment(userId)}/logs`, { per_page: shown }) });
  return (
    <Loaded query={lines} what="log of the user">
      {(all) => (all.length === 0 ? <EmptyState title="Nothing yet">Sign-ins, tokens and changes of this person stand here.</EmptyState> : (
        <div className="stack-wide">
          <section className="stack" aria-label="History"><h2>History</h2><LogTable lines={all} /></section>
          <section className="stack" aria-label="Addresses"><h2>From where</h2><p className="muted">Network addresses of these {all.length} lines. Which place an address belongs to, the server does not know.</p><UserAddresses lines={all} /></section>
        </div>
      ))}
    </Loaded>
  );
}
