import { useQuery } from '@tanstack/react-query';
import type { PublishedFlows } from '../../../server/src/playground/published-flows.ts';
import { Unreachable } from '../api/api-failure.ts';

async function load(): Promise<PublishedFlows> {
  const response = await fetch('/playground/flows.json', { credentials: 'omit' });
  if (!response.ok) throw new Unreachable(`The server answered ${response.status}.`);
  return await response.json() as PublishedFlows;
}

/** The flows that the server publishes. They do not change while it runs. */
export const useFlows = () => useQuery({ queryKey: ['playground'], queryFn: load, staleTime: Infinity });
