import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PublishedFlow } from '../../../server/src/playground/published-flows.ts';
import { fillTemplate, type FlowValues } from './fill-template.ts';
import { useApi } from '../api/api-context.ts';
import { isMissing } from '../api/api-failure.ts';
import { segment, type ManagementApi } from '../api/management-api.ts';
import type { Application } from '../api/records.ts';
import { useApplications } from '../applications/application-queries.ts';
import { tellDone } from '../pieces/tell-done.ts';
import { dashboardClient } from '../session/client.ts';
import { useMay, useSession } from '../session/session-context.ts';

/** An application of the playground. Its secret is in the memory of this page and nowhere else: who loads the page again makes another application. */
export interface PlaygroundApplication { readonly id: string; readonly secret: string; readonly name: string }

/** Where applications of the playground get their answers. */
export const answerAddress = `${dashboardClient.issuer}playground/answer`;
const kept = new Map<string, PlaygroundApplication>();
const mark = 'gatehouse_playground';
const markOf = (flow: string, person: string) => `${flow} ${person}`.slice(0, 255);

/** The scopes that making and removing one takes. */
export const neededScopes = ['create:clients', 'read:client_keys', 'delete:clients'] as const;

interface Made { readonly flow: PublishedFlow; readonly person: string; /** What this person has left from earlier pages. */ readonly old: readonly Application[]; readonly values: FlowValues }

async function make(api: ManagementApi, { flow, person, old, values }: Made): Promise<PlaygroundApplication> {
  for (const { client_id: id = '' } of old) await api.delete(`/clients/${segment(id)}`);
  const { callback, granted, exchanges, ...application } = flow.application;
  const made = await api.post<Application>('/clients', {
    ...application, name: `Playground: ${flow.title}`, description: 'Made by the flow playground. It can be removed at any time.', client_metadata: { [mark]: markOf(flow.id, person) },
    ...(callback ? { callbacks: [answerAddress], allowed_logout_urls: [answerAddress] } : {}), ...(exchanges === undefined ? {} : { exchange_policy: { targets: [fillTemplate(exchanges, values)], delegation: true } }),
  });
  const { client_id: id = '', client_secret: secret = '', name = '' } = made;
  if (granted !== undefined) await api.post('/client-grants', { client_id: id, audience: values['audience'], scope: granted });
  return { id, secret, name };
}

const refresh = (queries: QueryClient) => queries.invalidateQueries({ queryKey: ['applications'] });

/** The application of a flow: made when somebody says so, and taken away again. */
export function usePlaygroundApplication(flow: PublishedFlow, values: FlowValues) {
  const api = useApi();
  const queries = useQueryClient();
  const { person } = useSession();
  const [application, keep] = useState(kept.get(flow.id));
  const mayRead = useMay('read:clients');
  const all = useApplications({ enabled: mayRead });
  const old = (all.data ?? []).filter(({ client_metadata: words = {} }) => words[mark] === markOf(flow.id, person.id));
  const making = useMutation({
    gcTime: 0, mutationFn: () => make(api, { flow, person: person.id, old, values }),
    onSuccess: async (made) => { kept.set(flow.id, made); keep(made); await refresh(queries); },
  });
  const removing = useMutation({
    mutationFn: async () => {
      if (application === undefined) return;
      await api.delete(`/clients/${segment(application.id)}`).catch((error: unknown) => { if (!isMissing(error)) throw error; });
    },
    onSuccess: async () => { kept.delete(flow.id); keep(undefined); tellDone('The application is removed'); await refresh(queries); },
  });
  return { application, making, removing, ready: !mayRead || all.data !== undefined };
}
