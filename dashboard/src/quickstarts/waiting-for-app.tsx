import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useApi } from '../api/api-context.ts';
import type { Application, LogLine } from '../api/records.ts';
import { Moment } from '../pieces/moment.tsx';
import { useMay } from '../session/session-context.ts';

const often = 3000;

/** Says when the app really asked: green after a token, red with the reason after a refusal. It looks while the page is open. */
export function WaitingForApp({ application: { client_id: id = '' } }: { readonly application: Application }) {
  const api = useApi();
  const enabled = useMay('read:logs');
  const { data } = useQuery({ queryKey: ['logs', 'of-application', id], queryFn: () => api.get<readonly LogLine[]>('/logs', { q: `client_id:"${id}"`, per_page: 1 }), enabled, refetchInterval: often });
  const [last] = data ?? [];
  if (!enabled || data === undefined) return null;
  if (last === undefined) return <div className="note" role="status"><p><b>Waiting for your app.</b> This line changes when its first request arrives.</p></div>;
  const refused = last.details?.['result'] === 'refused';
  return (
    <div className={refused ? 'note bad' : 'note ok'} role="status">
      <p><b>{refused ? 'The last request was refused' : 'Your app works'}</b>: {last.description} <span className="muted"><Moment at={last.date} form="log" /></span></p>
      <Link to="/logs/$id" params={{ id: last.log_id ?? '' }}>{refused ? 'Why, and what to do' : 'See what happened'}</Link>
    </div>
  );
}
