import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { segment } from '../api/management-api.ts';
import type { User } from '../api/records.ts';
import { useApplications } from '../applications/application-queries.ts';
import { useApis } from '../apis/api-queries.ts';
import { useSession } from '../session/session-context.ts';
import { places } from './navigation.ts';

/** Something that the palette leads to: a place of the dashboard, or with `outside` any address of this server. */
export interface PaletteEntry { readonly label: string; readonly kind: string; readonly href: string; readonly outside?: true }

const most = 12;
/** The documentation has more pages than everything else together: it comes last, and never alone fills the list. */
const mostDocs = 4;
const actions: readonly (PaletteEntry & { readonly scope: string })[] = [
  { label: 'Create application', kind: 'Action', href: '/applications/new', scope: 'create:clients' },
  { label: 'Register API', kind: 'Action', href: '/apis/new', scope: 'create:resource_servers' },
  { label: 'Create user', kind: 'Action', href: '/users/new', scope: 'create:users' },
];

/** What fits the words: pages and actions first, then applications and APIs by name or id, then people by the beginning of name or address, then the documentation by its titles. */
export function usePaletteEntries(text: string): readonly PaletteEntry[] {
  const { scopes } = useSession();
  const words = text.trim().toLowerCase();
  const fits = (...of: readonly (string | undefined)[]) => of.some((one) => one?.toLowerCase().includes(words) === true);
  const pages = places.filter((place) => place.scopes.length === 0 || place.scopes.some((scope) => scopes.has(scope))).map(({ label, to }): PaletteEntry => ({ label, kind: 'Page', href: to }));
  const fixed = [...pages, { label: 'Profile and theme', kind: 'Page', href: '/profile' }, ...actions.filter(({ scope }) => scopes.has(scope))].filter(({ label }) => fits(label));
  const applications = useApplications({ enabled: scopes.has('read:clients') }).data ?? [];
  const apis = useApis({ enabled: scopes.has('read:resource_servers') }).data ?? [];
  const people = useFoundPeople(words);
  const docs = useFoundDocs(words);
  if (words === '') return fixed;
  const found: readonly PaletteEntry[] = [
    ...fixed,
    ...applications.filter(({ name, client_id: id }) => fits(name, id)).map(({ name = '', client_id: id = '' }) => ({ label: name, kind: 'Application', href: `/applications/${segment(id)}` })),
    ...apis.filter(({ name, identifier }) => fits(name, identifier)).map(({ name, id }) => ({ label: name, kind: 'API', href: `/apis/${segment(id)}` })),
    ...people.map(({ user_id: id = '', email, name }) => ({ label: email ?? name ?? id, kind: 'User', href: `/users/${segment(id)}` })),
  ];
  return [...found.slice(0, most - docs.length), ...docs];
}

/** The list of all pages that the documentation brings for its own search. */
type DocsIndex = readonly (readonly [address: string, title: string])[];

function useFoundDocs(words: string): readonly PaletteEntry[] {
  const enabled = words.length > 2;
  const queryFn = async () => (await (await fetch('/docs/index.json')).json()) as DocsIndex;
  const pages = useQuery({ queryKey: ['docs'], queryFn, enabled, staleTime: Infinity, retry: false }).data ?? [];
  if (!enabled) return [];
  return pages.filter(([, title]) => title.toLowerCase().includes(words)).slice(0, mostDocs).map(([address, title]) => ({ label: title, kind: 'Docs', href: address, outside: true }));
}

function useFoundPeople(words: string): readonly User[] {
  const api = useApi();
  const { scopes } = useSession();
  const [asked] = useDebouncedValue(words.replaceAll(/[^\p{L}\p{N}@._+-]/gu, ''), 200);
  const enabled = scopes.has('read:users') && asked.length > 1;
  return useQuery({ queryKey: ['users', 'palette', asked], queryFn: () => api.get<readonly User[]>('/users', { q: `email:${asked}* OR name:${asked}*`, per_page: 5 }), enabled }).data ?? [];
}
