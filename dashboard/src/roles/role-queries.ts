import { useQuery } from '@tanstack/react-query';
import { useApi } from '../api/api-context.ts';
import { listAll } from '../api/list-all.ts';
import { segment } from '../api/management-api.ts';
import type { Member, Role, RolePermission } from '../api/records.ts';

/** All roles of the tenant. */
export function useRoleList({ enabled = true }: { readonly enabled?: boolean } = {}) {
  const api = useApi();
  return useQuery({ queryKey: ['roles', 'list'], queryFn: async () => (await listAll<Role>(api, { path: '/roles', member: 'roles' })).rows, enabled });
}

/** One role. */
export function useRole(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['roles', 'one', id], queryFn: () => api.get<Role>(`/roles/${segment(id)}`) });
}

/** The permissions of a role. */
export function useRolePermissions(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['roles', 'permissions', id], queryFn: async () => (await listAll<RolePermission>(api, { path: `/roles/${segment(id)}/permissions`, member: 'permissions' })).rows });
}

/** So many members are shown of a role that everybody has. */
const mostMembers = 1000;

/** Who has a role. */
export function useMembers(id: string) {
  const api = useApi();
  return useQuery({ queryKey: ['roles', 'members', id], queryFn: () => listAll<Member>(api, { path: `/roles/${segment(id)}/users`, member: 'users', most: mostMembers }) });
}
