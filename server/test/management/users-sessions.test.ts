import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { passwordConnection as connection } from '../../src/identity/connections/password-connection.ts';
import { tokensFor } from '../flows/app.ts';
import { apps } from '../flows/fixtures.ts';
import { startLogoutReceiver, type LogoutReceiver } from '../flows/logout-receiver.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const password = 'a fine password of the tests';

describe('OIDC Back-Channel Logout §2.5: applications are told when administrators end sessions', () => {
  let receiver: LogoutReceiver;
  let house: ManagedHouse;
  before(async () => {
    receiver = await startLogoutReceiver();
    house = await startManagedHouse({ outboundAllow: `127.0.0.1:${receiver.port}` });
  });
  after(async () => { await house.stop(); await receiver.stop(); });

  test('a new password and the removal of a person each tell the applications of the sessions that they end', async () => {
    const { storage, defaultTenant } = house.running.house;
    const client = await storage.clients.findClient(defaultTenant.id, apps.web.id);
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, logout: { ...client.logout, backchannelUri: `${receiver.url}told`, backchannelSessionRequired: true } });
    const made = await house.ask('POST', '/users', { body: { connection, password, email: 'told@example.com' } });
    const path = `/users/${encodeURIComponent(String(made.body['user_id']))}`;
    await tokensFor(house.running.browser(), { app: apps.web, person: { email: 'told@example.com', password } });
    assert.equal((await house.ask('PATCH', path, { body: { password: 'another fine password here' } })).status, 200);
    const [first] = await receiver.tokensAt('/told', 1);
    await tokensFor(house.running.browser(), { app: apps.web, person: { email: 'told@example.com', password: 'another fine password here' } });
    assert.equal((await house.ask('DELETE', path)).status, 204);
    const [, second] = await receiver.tokensAt('/told', 2);
    assert.deepEqual([first?.claims['sub'], second?.claims['sub']], [made.body['user_id'], made.body['user_id']]);
    assert.notEqual(first?.claims['sid'], second?.claims['sid']);
  });
});
