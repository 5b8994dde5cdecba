import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { openHouse, type House } from '../../src/compose.ts';
import { passwordConnection } from '../../src/identity/connections/password-connection.ts';
import type { Issuer, Tenant } from '../../src/kernel/tenant.ts';
import { ensureSamples } from '../../src/samples/ensure-samples.ts';
import { findSamples, removeSamples } from '../../src/samples/find-samples.ts';
import { readSettings } from '../../src/settings/read-settings.ts';

const cwd = mkdtempSync(join(tmpdir(), 'gatehouse-samples-'));
const settings = readSettings({ mode: 'development', flags: {}, environment: {}, cwd });
const file = join(settings.data, 'samples.json');
let house: House;
let tenant: Tenant;

before(async () => {
  house = await openHouse(settings);
  tenant = house.defaultTenant;
});
after(() => house.close());

const ensure = (of: Tenant = tenant) => ensureSamples({ tenant: of, registry: house.storage.registry, users: house.storage.users, passwords: house.passwords, secrets: house.secrets, clock: house.clock, data: settings.data });
const place = () => ({ registry: house.storage.registry, users: house.storage.users, tenant: tenant.id });
const clients = () => house.storage.registry.listClients(tenant.id);
const client = async (id: string) => (await clients()).find((one) => one.id === id) ?? assert.fail(id);
const jane = () => house.storage.users.findByLogin(tenant.id, passwordConnection, 'jane@example.com');

test('there is an application of every type, one of another company, an API and two people', async () => {
  const info = await ensure();
  const stored = await clients();
  assert.deepEqual(stored.map(({ type }) => type).sort(), ['native', 'non_interactive', 'regular_web', 'regular_web', 'spa']);
  assert.deepEqual(stored.filter(({ firstParty }) => !firstParty).map(({ id }) => id as string), ['sample-hooli']);
  assert.ok(stored.every(({ sample }) => sample));
  assert.equal(info.people.length, 2);
  assert.equal(await house.passwords.verify(info.people[0]?.password ?? '', (await jane())?.passwordHash), 'right');
});

test('RFC 6749 §10.1: the database holds only hashes, the plain secrets are in a file for its owner alone', async () => {
  const info = await ensure();
  const secret = info.clients.find(({ id }) => id === 'sample-web')?.secret ?? '';
  const { secrets } = await client('sample-web');
  assert.ok(secret.length >= 64 && house.secrets.matches(secret, secrets.map(({ hash }) => hash)));
  assert.ok(!JSON.stringify(await clients()).includes(secret));
  assert.equal(statSync(file).mode & 0o777, 0o600);
  assert.equal((await client('sample-spa')).secrets.length, 0);
});

test('a second time nothing changes', async () => {
  const [info, stored, person] = [await ensure(), await clients(), await jane()];
  assert.deepEqual([await ensure(), await clients(), await jane()], [info, stored, person]);
  assert.equal((await house.storage.registry.listClientGrants(tenant.id)).filter(({ clientId }) => clientId === 'sample-m2m').length, 1);
});

test('the addresses follow the issuer, and what a developer added stays', async () => {
  const web = await client('sample-web');
  await house.storage.registry.replaceClient({ ...web, name: 'Mine', redirectUris: [...web.redirectUris, 'http://localhost:3000/callback'] });
  await ensure({ ...tenant, issuer: 'http://localhost:4999/' as Issuer });
  const moved = await client('sample-web');
  assert.deepEqual(moved.redirectUris, ['http://localhost:4999/samples/web/callback', 'http://localhost:3000/callback']);
  assert.deepEqual(moved.logoutUris, ['http://localhost:4999/samples/web/']);
  assert.equal(moved.name, 'Mine');
  assert.deepEqual((await client('sample-spa')).webOrigins, ['http://localhost:4999']);
  await ensure();
});

test('when the file is lost, new secrets and passwords take the place of the old ones', async () => {
  const old = await ensure();
  rmSync(file);
  const fresh = await ensure();
  assert.notEqual(fresh.people[0]?.password, old.people[0]?.password);
  assert.equal(await house.passwords.verify(fresh.people[0]?.password ?? '', (await jane())?.passwordHash), 'right');
  const { secrets } = await client('sample-m2m');
  const secretOf = (info: typeof fresh) => info.clients.find(({ id }) => id === 'sample-m2m')?.secret ?? '';
  assert.ok(house.secrets.matches(secretOf(fresh), secrets.map(({ hash }) => hash)));
  assert.ok(!house.secrets.matches(secretOf(old), secrets.map(({ hash }) => hash)));
});

test('one function removes all of it, and leaves what is no sample', async () => {
  await ensure();
  const own = { ...await client('sample-m2m'), id: 'mine' as never, sample: false };
  await house.storage.registry.insertClient(own);
  const removed = await removeSamples(place(), settings.data);
  assert.deepEqual([removed.clients.length, removed.apis.length, removed.people.length], [5, 2, 2]);
  assert.deepEqual(await findSamples(place()), { clients: [], apis: [], people: [] });
  assert.deepEqual((await clients()).map(({ id }) => id as string), ['mine']);
  assert.deepEqual(await house.storage.registry.listClientGrants(tenant.id), []);
  assert.throws(() => statSync(file), /ENOENT/);
});
