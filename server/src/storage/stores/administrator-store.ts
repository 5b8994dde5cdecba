import type { LogRecord } from '../../kernel/log-record.ts';
import type { TenantId } from '../../kernel/tenant.ts';
import type { AdministratorRole } from '../../protocol/administration/administrator-role.ts';
import { isActiveOwner } from '../../protocol/administration/last-owner.ts';
import type { Administrator, AdministratorChange, AdministratorRoles, AdministratorStore } from '../../protocol/ports/administrator-store.ts';
import type { AdministratorRow } from '../queries/administrator-queries.ts';
import { logRow } from './log-rows.ts';
import type { StoreTools } from './store-tools.ts';

/** The role that somebody has now: one row by its key. */
export const administratorRoleReader = ({ driver, queries: { administrators: queries } }: StoreTools): AdministratorRoles => ({
  async findAdministratorRole(tenant, id) { return (await driver.read(queries.role({ tenant, id })))[0]?.role as AdministratorRole | undefined; },
});

/** More changes than this never meet at once. */
const mostTries = 20;

/** Who administers. A change is decided on what was seen, and made only where that is still so. */
export function administratorStore(tools: StoreTools): AdministratorStore {
  const { driver, queries: { administrators: queries, roles } } = tools;
  const list = async (tenant: TenantId) => (await driver.read(queries.list({ tenant }))).map(administratorOf);
  const attempt = async (tenant: TenantId, change: AdministratorChange, log: LogRecord | undefined) => {
    const seen = (await driver.read(queries.version({ tenant })))[0]?.version ?? 0;
    const refused = refuse(await list(tenant), change);
    if (refused !== undefined) return refused;
    const { userId: id, role, at } = change;
    const written = role === undefined ? [queries.remove({ tenant, id })] : [roles.holdUser({ tenant, id }), queries.set({ tenant, id, role, at })];
    const { won } = await driver.write({ guard: queries.bump({ tenant, seen, next: seen + 1 }), queries: written, rows: log === undefined ? [] : [logRow(tenant, log)] });
    return won ? 'changed' : undefined;
  };
  return {
    ...administratorRoleReader(tools), list,
    async change(tenant, change, log) {
      if (change.role !== undefined && (await driver.readByKey(tools.queries.users.find, tenant, change.userId)) === undefined) return 'unknown';
      for (let tries = 0; tries < mostTries; tries++) {
        const outcome = await attempt(tenant, change, log);
        if (outcome !== undefined) return outcome;
      }
      throw new Error(`The administrators of ${tenant} were changed by others ${mostTries} times in a row.`);
    },
  };
}

function refuse(all: readonly Administrator[], { userId, role, only }: AdministratorChange): 'unknown' | 'present' | 'last_owner' | undefined {
  const before = all.find((one) => one.userId === userId);
  if (before === undefined) return role === undefined || only === 'present' ? 'unknown' : undefined;
  if (only === 'absent') return 'present';
  return before.role === 'owner' && role !== 'owner' && !all.some((one) => one.userId !== userId && isActiveOwner(one)) ? 'last_owner' : undefined;
}

function administratorOf({ id, role, since, email, profile, connection, blocked, last_login: lastLogin }: AdministratorRow): Administrator {
  const { name, picture } = JSON.parse(profile) as { readonly name?: unknown; readonly picture?: unknown };
  return { userId: id, role: role as AdministratorRole, since, email: email ?? undefined, name: textOf(name), picture: textOf(picture), connection, blocked: blocked === 1, lastLogin: lastLogin ?? undefined };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : undefined);
