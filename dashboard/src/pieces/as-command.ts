import { dashboardClient } from '../session/client.ts';
import type { ListCommand } from './list-tools.tsx';

/** Text as one word of a shell. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A list as the call of the Management API. The token is read from the environment, so that it stands in no history. */
export function listAsCurl(path: string, query: Readonly<Record<string, string | number | boolean | undefined>> = {}): ListCommand {
  const asked = new URLSearchParams(Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])));
  return { kind: 'curl', text: `curl --header "Authorization: Bearer $TOKEN" ${quoted(`${dashboardClient.audience.slice(0, -1)}${path}${asked.size === 0 ? '' : `?${asked}`}`)}` };
}
