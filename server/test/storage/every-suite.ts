import { accessSuite } from './access.suite.ts';
import { administratorSuite } from './administrators.suite.ts';
import type { Backend } from './backend.ts';
import { connectionSuite } from './connections.suite.ts';
import { configurationSuite } from './configuration.suite.ts';
import { deviceKeySuite } from './device-keys.suite.ts';
import { grantSuite } from './grants.suite.ts';
import { jobSuite } from './jobs.suite.ts';
import { linkedUserSuite } from './linked-users.suite.ts';
import { logSearchSuite } from './log-search.suite.ts';
import { mailSuite } from './mail.suite.ts';
import { maintenanceSuite } from './maintenance.suite.ts';
import { migrationSuite } from './migrations.suite.ts';
import { peopleListsSuite } from './people-lists.suite.ts';
import { peopleMetadataSuite } from './people-metadata.suite.ts';
import { peopleSuite } from './people.suite.ts';
import { peopleSearchSuite } from './people-search.suite.ts';
import { raceSuite } from './races.suite.ts';
import { roleSuite } from './roles.suite.ts';
import { ruleSuite } from './rules.suite.ts';
import { setupSuite } from './setup.suite.ts';
import { tenantSuite } from './tenants.suite.ts';
import { ticketSuite } from './tickets.suite.ts';
import { upstreamPeopleSuite } from './upstream-people.suite.ts';
import { waitingSuite } from './waiting.suite.ts';

/** What every database must do. */
export const everySuite: readonly ((backend: () => Backend) => void)[] = [
  grantSuite,
  accessSuite,
  deviceKeySuite,
  peopleSuite,
  peopleListsSuite,
  peopleSearchSuite,
  peopleMetadataSuite,
  linkedUserSuite,
  logSearchSuite,
  configurationSuite,
  connectionSuite,
  tenantSuite,
  jobSuite,
  mailSuite,
  maintenanceSuite,
  migrationSuite,
  raceSuite,
  administratorSuite,
  roleSuite,
  ruleSuite,
  setupSuite,
  ticketSuite,
  upstreamPeopleSuite,
  waitingSuite,
];
