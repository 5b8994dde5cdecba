import { writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { randomText } from '../../kernel/ids.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Command } from '../call.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import type { House } from '../house.ts';
import { suitePerson } from '../conformance/person.ts';
import { suiteClients, type SuiteAddress, type SuiteClient } from '../conformance/suite-clients.ts';
import { suiteConfig } from '../conformance/suite-config.ts';
import { withHouse } from './with-house.ts';

/**
 * `gatehouse conformance --out FILE`: makes the default tenant what the OpenID conformance suite asks for, and writes the suite's configuration.
 * The tenant gets open registration and every unsafe flow, so production refuses. What was made before is made anew: keys and secrets change.
 */
export const conformance: Command = async (call) => {
  const out = call.options['out'];
  if (typeof out !== 'string') throw wrongUse('The configuration holds keys and secrets, so it goes into a file.', 'gatehouse conformance --out conformance.json');
  const address = addressOf(call.options);
  return withHouse(call, async (house, { mode, json }) => {
    if (mode === 'production') throw new CliFailure('The tenant of the suite has open registration and unsafe flows; production refuses it.', { next: 'gatehouse conformance --mode development --out conformance.json' });
    const config = await seed(house, address);
    const file = resolve(out);
    await writeFile(file, `${JSON.stringify(config, null, 2)}\n`, { mode: 0o600 });
    call.terminal.result(json ? JSON.stringify({ file, issuer: house.defaultTenant.issuer }) : `The configuration of the suite is in ${file}.`);
    if (!json) call.terminal.progress('Start the server in development mode, reachable over https (and with --mtls-port for client certificates). Keys rotate with: gatehouse keys rotate');
    return 0;
  });
};

function addressOf(options: Readonly<Record<string, unknown>>): SuiteAddress {
  const suite = typeof options['suite'] === 'string' ? options['suite'] : 'https://www.certification.openid.net';
  const alias = typeof options['alias'] === 'string' ? options['alias'] : 'gatehouse';
  if (!URL.canParse(suite) || !suite.startsWith('https://')) throw wrongUse(`The address of the suite is ${suite}; it must be an https URL.`, 'gatehouse conformance --suite https://localhost.emobix.co.uk:8443 --out conformance.json');
  if (!/^[a-z0-9-]{1,60}$/.test(alias)) throw wrongUse('The alias has other characters than a-z 0-9 -.', 'gatehouse conformance --alias gatehouse --out conformance.json');
  return { suite: suite.replace(/\/$/, ''), alias };
}

async function seed(house: House, address: SuiteAddress): Promise<Readonly<Record<string, unknown>>> {
  const { storage, secrets, defaultTenant } = house;
  const tenant: Tenant = { ...defaultTenant, settings: { ...defaultTenant.settings, registration: 'open', legacyFlows: ['implicit', 'hybrid'], automatedApprovals: true } };
  await storage.tenants.replace(tenant);
  const password = [randomText(6), randomText(6), randomText(6)].join('-');
  await placePerson(house, password);
  const clients = suiteClients(tenant, address, secrets);
  for (const { client } of Object.values<SuiteClient>(clients)) if (await storage.registry.insertClient(client) === 'taken') await storage.registry.replaceClient(client);
  return suiteConfig({ tenant, address, clients, person: { username: 'conformance@example.com', password } });
}

async function placePerson({ storage, passwords, clock, defaultTenant: tenant }: House, password: string): Promise<void> {
  const passwordHash = await passwords.hash(password);
  if (passwordHash === 'busy') throw new CliFailure('The password queue is full.', { next: 'gatehouse conformance --out conformance.json' });
  const person = suitePerson(passwordHash, clock.now());
  if (await storage.users.insert(tenant.id, person) === 'inserted') return;
  await storage.users.replacePasswordHash(tenant.id, person.id, passwordHash, clock.now());
}
