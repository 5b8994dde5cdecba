import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import { segment } from '../api/management-api.ts';
import type { Device, Paged, Role, User } from '../api/records.ts';
import type { Paging } from '../pieces/list-search.ts';

/** Words alone are looked for at the beginnings of names and addresses, each of them; who writes field:value means Lucene. */
export function searchOf(text: string): string | undefined {
  if (text.includes(':')) return text;
  const words = text.replaceAll(/[^\p{L}\p{N}@._+|-]/gu, ' ').split(' ').filter((word) => /[\p{L}\p{N}]/u.test(word));
  return words.length === 0 ? undefined : words.map((word) => `(email:${word}* OR name:${word}* OR username:${word}* OR family_name:${word}*)`).join(' AND ');
}

/** What the list of people asks for, the newest first. */
export const userQuery = (text: string) => ({ q: searchOf(text), sort: 'created_at:-1' });

/** A page of people. */
export function useUsers(text: string, { page, size }: Pick<Paging, 'page' | 'size'>) {
  const api = useApi();
  return useQuery({
    queryKey: ['users', 'list', text, page, size], placeholderData: keepPreviousData,
    queryFn: () => api.get<Paged<'users', User>>('/users', { ...userQuery(text), page, per_page: size, include_totals: true }),
  });
}

/** One person. */
export function useUser(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['users', 'one', id], queryFn: () => api.get<User>(`/users/${segment(id)}`) });
}

/** Devices that stay signed in. */
export function useDevices(userId: string) {
  const api = useApi();
  return useQuery({ queryKey: ['users', 'devices', userId], queryFn: async () => (await listAll<Device>(api, { path: '/device-credentials', member: 'device_credentials', query: { user_id: userId } })).rows });
}

/** The roles of a person. */
export function useRolesOf(userId: string) {
  const api = useApi();
  return useQuery({ queryKey: ['users', 'roles', userId], queryFn: async () => (await listAll<Role>(api, { path: `/users/${segment(userId)}/roles`, member: 'roles' })).rows });
}

/** The connections whose people have a password here. */
export function useDatabases(enabled: boolean) {
  const api = useApi();
  return useQuery({ queryKey: ['connections', 'databases'], queryFn: () => api.get<readonly { readonly name: string }[]>('/connections', { strategy: 'auth0', per_page: 100 }), enabled });
}
