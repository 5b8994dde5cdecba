import { after, before, describe } from 'node:test';
import { sqliteBackend, type Backend } from './backend.ts';
import { accessSuite } from './access.suite.ts';
import { configurationSuite } from './configuration.suite.ts';
import { grantSuite } from './grants.suite.ts';
import { mailSuite } from './mail.suite.ts';
import { maintenanceSuite } from './maintenance.suite.ts';
import { migrationSuite } from './migrations.suite.ts';
import { peopleListsSuite } from './people-lists.suite.ts';
import { peopleSuite } from './people.suite.ts';
import { raceSuite } from './races.suite.ts';
import { roleSuite } from './roles.suite.ts';
import { tenantSuite } from './tenants.suite.ts';
import { waitingSuite } from './waiting.suite.ts';

describe('Storage on SQLite', () => {
  let backend: Backend;
  before(async () => { backend = await sqliteBackend(); });
  after(() => backend.stop());
  for (const suite of [grantSuite, accessSuite, peopleSuite, peopleListsSuite, configurationSuite, tenantSuite, mailSuite, maintenanceSuite, migrationSuite, raceSuite, roleSuite, waitingSuite]) suite(() => backend);
});
