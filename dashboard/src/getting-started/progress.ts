import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import type { LogLine } from '../api/records.ts';
import { useApis } from '../apis/api-queries.ts';
import { useApplications } from '../applications/application-queries.ts';
import { isForPeople, isSample } from '../applications/application-types.ts';
import { eventOf } from '../logs/log-words.ts';
import { tailEvery } from '../logs/log-query.ts';
import { dashboardClient } from '../session/client.ts';
import { useSession } from '../session/session-context.ts';

const isExchange = (line: LogLine) => eventOf(line) === 'token.exchange';
const notOurs = `NOT client_id:"${dashboardClient.id}"`;

/** The last events that are not the dashboard's own. */
export function useRecentEvents() {
  const api = useApi();
  return useQuery({ queryKey: ['logs', 'recent'], queryFn: () => api.get<readonly LogLine[]>('/logs', { q: notOurs, per_page: 20 }), refetchInterval: tailEvery });
}

/** What applications got, the newest hundred: only the line of the authorization tells for which API a code is. */
function useIssued(enabled: boolean) {
  const api = useApi();
  return useQuery({ queryKey: ['logs', 'issued'], queryFn: () => api.get<readonly LogLine[]>('/logs', { q: `(details.event:token.exchange OR details.event:authorize) AND details.result:allowed AND ${notOurs}`, per_page: 100 }), enabled, refetchInterval: tailEvery }).data ?? [];
}

/** How far a tenant has come. */
export interface Progress { readonly hasSamples: boolean; readonly sampleTried: boolean; readonly ownApplication: string | undefined; readonly ownSignedIn: boolean; readonly ownApi: string | undefined; readonly apiUsed: boolean }

/** What the server has seen happen. */
export function useProgress(): Progress {
  const { scopes } = useSession();
  const issued = useIssued(scopes.has('read:logs'));
  const applications = useApplications({ enabled: scopes.has('read:clients') }).data ?? [];
  const apis = useApis({ enabled: scopes.has('read:resource_servers') }).data ?? [];
  const own = applications.filter(({ client_id: id, app_type: type }) => !isSample(id) && isForPeople(type));
  const ownApis = apis.filter(({ id, is_system: system }) => !system && !isSample(id));
  return {
    hasSamples: applications.some(({ client_id: id }) => isSample(id)), sampleTried: issued.some((line) => isSample(line.client_id) && line.user_id !== undefined && isExchange(line)),
    ownApplication: own[0]?.client_id, ownSignedIn: issued.filter(isExchange).some(({ client_id: id }) => own.some((one) => one.client_id === id)),
    ownApi: ownApis[0]?.id, apiUsed: issued.some(({ audience }) => ownApis.some(({ identifier }) => audience?.split(' ').includes(identifier) === true)),
  };
}
