import type { FlowValues } from './fill-template.ts';
import { useApis } from '../apis/api-queries.ts';
import { dashboardClient } from '../session/client.ts';
import { useMay, useSession } from '../session/session-context.ts';
import { answerAddress } from './playground-application.ts';

/** What is known before a run begins. `apiAddress`: where the sample API stands; `undefined`: it is not there. */
export interface Ground { readonly values: FlowValues; readonly apiAddress: string | undefined; readonly loading: boolean }

/** The values that every flow of this server begins with. `sampleApi`: its identifier. */
export function useGround(sampleApi: string): Ground {
  const { person } = useSession();
  const mayRead = useMay('read:resource_servers');
  const apis = useApis({ enabled: mayRead });
  const { issuer } = dashboardClient;
  const address = `${issuer}samples/api/appointments`;
  const isThere = (apis.data ?? []).some(({ identifier }) => identifier === sampleApi);
  const known: FlowValues = { issuer, redirect_uri: answerAddress, email: person.email ?? '', other_client_id: dashboardClient.id, prompt: '' };
  return { values: isThere ? { ...known, audience: sampleApi, api_address: address } : { ...known, audience: '', api_address: address }, apiAddress: isThere ? address : undefined, loading: mayRead && apis.isPending };
}
