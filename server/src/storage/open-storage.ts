import { randomBytes } from 'node:crypto';
import type { TenantId } from '../kernel/tenant.ts';
import type { Clock } from '../kernel/time.ts';
import { clientDirectory, registry, type ConfigTools } from './configuration/config-stores.ts';
import { ConfigCache } from './configuration/config-cache.ts';
import { withDashboard, withoutDashboard } from './configuration/built-in-dashboard.ts';
import { ConfigWatch } from './configuration/config-watch.ts';
import { ruleStore } from './configuration/rule-store.ts';
import { connectionDirectory, connectionRegistry } from './configuration/connection-stores.ts';
import { tenantDirectory } from './configuration/tenant-directory.ts';
import type { Driver } from './driver.ts';
import { migratedSqlite, openConnection } from './drivers/sqlite/open-sqlite.ts';
import { SqliteDriver } from './drivers/sqlite/sqlite-driver.ts';
import { sqliteError } from './drivers/sqlite/sqlite-errors.ts';
import { issuedRemover } from './maintenance/remove-issued.ts';
import { sweeper } from './maintenance/sweep.ts';
import { migrate } from './migration/migrate.ts';
import { findMigrations, readMigrations } from './migration/read-migrations.ts';
import { everyQuery } from './queries/every-query.ts';
import { writtenStatements, type WrittenStatements } from './statements/written-statements.ts';
import type { AppliedMigrations, Storage, StorageOptions } from './storage.ts';
import { administratorStore } from './stores/administrator-store.ts';
import { deviceKeyStore } from './stores/device-key-store.ts';
import { grantedAccess } from './stores/granted-access.ts';
import { grantStore } from './stores/grant-store.ts';
import { linkedStore } from './stores/linked-store.ts';
import { jobStore } from './stores/job-store.ts';
import { logStore } from './stores/log-store.ts';
import { mailStore } from './stores/mail-store.ts';
import { outboxStore } from './stores/outbox.ts';
import { pendingStore } from './stores/pending-store.ts';
import { roleStore } from './stores/role-store.ts';
import { sessionStore } from './stores/session-store.ts';
import { setupStore } from './stores/setup-store.ts';
import { signingKeyStore } from './stores/signing-key-store.ts';
import type { StoreTools } from './stores/store-tools.ts';
import { throttleStore } from './stores/throttle-store.ts';
import { ticketStore } from './stores/ticket-store.ts';
import { transactionStore } from './stores/transaction-store.ts';
import { upstreamTokenStore } from './stores/upstream-token-store.ts';
import { userStore } from './stores/user-store.ts';

/** People of removed connections that one sweep takes along. */
const peopleOfASweep = 2000;

interface Opened { readonly driver: Driver; readonly applied: AppliedMigrations; readonly written: WrittenStatements }

/**
 * Opens the database, makes it when it is new, and brings its schema up to date.
 * Throws `StorageRefused` when it is not for this program, `StorageUnavailable` when it cannot be reached.
 */
export async function openStorage(options: StorageOptions, clock: Clock): Promise<Storage> {
  // Tells the marks of this process from those of any other.
  const node = randomBytes(9).toString('base64url');
  const { driver, applied, written } = options.kind === 'sqlite' ? await openSqlite(options.file, node, options.onFatal) : await openPostgres(options.url, node);
  const tools: StoreTools = { driver, queries: everyQuery(writtenStatements(driver.dialect, written)), clock };
  const config = configTools(tools);
  const watch = new ConfigWatch({ driver, queries: tools.queries.config }, () => config.cache.clear());
  const tenants = tenantDirectory(config);
  const clients = withDashboard(clientDirectory(config), tenants);
  const connectionTools = { config, store: tools, findClient: (tenant: TenantId, id: string) => clients.findClient(tenant, id) };
  const connections = connectionDirectory(connectionTools);
  const connectionAdministration = connectionRegistry(connectionTools);
  const sweep = sweeper(tools, options.logRetention);
  return {
    dialect: driver.dialect,
    applied,
    tenants,
    registry: withoutDashboard(registry(config)),
    clients,
    connections,
    connectionRegistry: connectionAdministration,
    ...grantStore(tools, connections),
    access: grantedAccess(tools),
    deviceKeys: deviceKeyStore(tools),
    upstreamTokens: upstreamTokenStore(tools),
    transactions: transactionStore(tools),
    tickets: ticketStore(tools),
    pending: pendingStore(tools),
    outbox: outboxStore(tools),
    mail: mailStore(tools),
    users: userStore(tools, options.mostSearched),
    linkedUsers: linkedStore(tools),
    jobs: jobStore(tools),
    administrators: administratorStore(tools),
    setup: setupStore(tools),
    roles: roleStore(tools),
    rules: ruleStore({ ...config, queries: tools.queries.rules }),
    sessions: sessionStore(tools),
    throttles: throttleStore(tools),
    signingKeys: signingKeyStore(tools),
    log: logStore(tools),
    sweepExpired: async (now) => (await sweep(now)) + (await connectionAdministration.removePeople(peopleOfASweep)),
    health: () => driver.health(),
    close: () => {
      watch.stop();
      return driver.close();
    },
  };
}

async function openSqlite(file: string, node: string, onFatal: StorageOptions['onFatal']): Promise<Opened> {
  const connection = openConnection(file);
  try {
    const applied = await migrate(migratedSqlite(connection), readMigrations('sqlite', findMigrations()));
    const { written } = await import('./statements/sqlite.generated.ts');
    return { applied, written, driver: await SqliteDriver.open({ connection, file, node, onFatal: onFatal ?? (() => undefined) }) };
  } catch (error) {
    connection.close();
    throw sqliteError(error);
  }
}

/** The client of PostgreSQL is loaded only where it is used. */
async function openPostgres(url: string, node: string): Promise<Opened> {
  const [{ withMigratedPostgres }, { ConnectionPool }, { PostgresDriver }, { written }] = await Promise.all([
    import('./drivers/postgres/open-postgres.ts'), import('./drivers/postgres/connection-pool.ts'), import('./drivers/postgres/postgres-driver.ts'), import('./statements/postgres.generated.ts'),
  ]);
  const applied = await withMigratedPostgres(url, (database) => migrate(database, readMigrations('postgres', findMigrations())));
  return { applied, written, driver: new PostgresDriver(new ConnectionPool(url), node) };
}

function configTools(tools: StoreTools): ConfigTools {
  const { driver, queries: { config: queries, connections } } = tools;
  const cache = new ConfigCache();
  return {
    queries,
    connections,
    cache,
    read: (query) => driver.read(query),
    async change(unit) {
      try {
        return await driver.write({ ...unit, queries: [...(unit.queries ?? []), queries.bump({})] });
      } finally {
        // Also after an outage: nobody knows whether the change was made.
        cache.clear();
      }
    },
    removeIssued: issuedRemover(tools),
  };
}
