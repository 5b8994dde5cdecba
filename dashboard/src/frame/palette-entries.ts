import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { User } from '../api/records.ts';
import { useApplications } from '../applications/application-queries.ts';
import { useApis } from '../apis/api-queries.ts';
import { useSession } from '../session/session-context.ts';
import { places } from './navigation.ts';

/** Something that the palette leads to. */
export interface PaletteEntry { readonly label: string; readonly kind: string; readonly href: string }

const most = 12;
const actions: readonly (PaletteEntry & { readonly scope: string })[] = [
  { label: 'Create application', kind: 'Action', href: '/applications/new', scope: 'create:clients' },
  { label: 'Register API', kind: 'Action', href: '/apis/new', scope: 'create:resource_servers' },
  { label: 'Create user', kind: 'Action', href: '/users/new', scope: 'create:users' },
];

/** What fits the words: pages and actions first, then applications and APIs by name or id, then people by the beginning of name or address. */
export function usePaletteEntries(text: string): readonly PaletteEntry[] {
  const { scopes } = useSession();
  const words = text.trim().toLowerCase();
  const fits = (...of: readonly (string | undefined)[]) => of.some((one) => one?.toLowerCase().includes(words) === true);
  const pages = places.filter((place) => place.scopes.length === 0 || place.scopes.some((scope) => scopes.has(scope))).map(({ label, to }): PaletteEntry => ({ label, kind: 'Page', href: to }));
  const fixed = [...pages, { label: 'Profile and theme', kind: 'Page', href: '/profile' }, ...actions.filter(({ scope }) => scopes.has(scope))].filter(({ label }) => fits(label));
  const applications = useApplications({ enabled: scopes.has('read:clients') }).data ?? [];
  const apis = useApis({ enabled: scopes.has('read:resource_servers') }).data ?? [];
  const people = useFoundPeople(words);
  if (words === '') return fixed;
  return [
    ...fixed,
    ...applications.filter(({ name, client_id: id }) => fits(name, id)).map(({ name = '', client_id: id = '' }) => ({ label: name, kind: 'Application', href: `/applications/${segment(id)}` })),
    ...apis.filter(({ name, identifier }) => fits(name, identifier)).map(({ name, id }) => ({ label: name, kind: 'API', href: `/apis/${segment(id)}` })),
    ...people.map(({ user_id: id = '', email, name }) => ({ label: email ?? name ?? id, kind: 'User', href: `/users/${segment(id)}` })),
  ].slice(0, most);
}

function useFoundPeople(words: string): readonly User[] {
  const api = useApi();
  const { scopes } = useSession();
  const [asked] = useDebouncedValue(words.replaceAll(/[^\p{L}\p{N}@._+-]/gu, ''), 200);
  const enabled = scopes.has('read:users') && asked.length > 1;
  return useQuery({ queryKey: ['users', 'palette', asked], queryFn: () => api.get<readonly User[]>('/users', { q: `email:${asked}* OR name:${asked}*`, per_page: 5 }), enabled }).data ?? [];
}
