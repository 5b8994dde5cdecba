import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ManagementClient } from 'auth0-5';
import { startManagedHouse } from '../management/house.ts';

test('auth0 5: a connection of the strategy oidc is made, read, changed and removed; its secret comes back in no answer', async () => {
  const house = await startManagedHouse({ https: true });
  try {
    const management = new ManagementClient({ domain: new URL(house.running.origin).host, token: await house.token() });
    const secret = 'a-secret-that-nobody-gets-0123456789';
    const made = await management.connections.create({ name: 'employees', strategy: 'oidc', enabled_clients: ['web'], options: { type: 'back_channel', issuer: 'https://provider.example', client_id: 'gatehouse', client_secret: secret, scope: 'openid profile email' } });
    const id = made.id ?? assert.fail();
    assert.deepEqual([made.strategy, made.options], ['oidc', { type: 'back_channel', issuer: 'https://provider.example', client_id: 'gatehouse', scope: 'openid profile email' }]);
    await management.connections.update(id, { options: { type: 'back_channel', issuer: 'https://provider.example', client_id: 'gatehouse', scope: 'openid', disable_signup: true } });
    const read = await management.connections.get(id);
    assert.deepEqual(read.options, { type: 'back_channel', issuer: 'https://provider.example', client_id: 'gatehouse', scope: 'openid', disable_signup: true });
    const google = await management.connections.create({ name: 'google-oauth2', strategy: 'google-oauth2', options: { client_id: 'g', client_secret: secret, scope: ['email', 'profile'] } });
    assert.deepEqual(google.options, { client_id: 'g', scope: ['email', 'profile'] });
    await assert.rejects(management.connections.create({ name: 'another', strategy: 'google-oauth2', options: { client_id: 'g' } }), /google-oauth2/);
    const github = await management.connections.create({ name: 'github', strategy: 'github', options: { client_id: 'g', client_secret: secret, scope: ['user:email'] } });
    assert.deepEqual(github.options, { client_id: 'g', scope: ['user:email'] });
    await assert.rejects(management.connections.create({ name: 'windowslive', strategy: 'windowslive', options: { client_id: 'g' } }), /another provider/);
    const { data } = await management.connections.list({ take: 50 });
    assert.doesNotMatch(JSON.stringify([made, read, google, github, data]), /a-secret-that|sealed/);
    await management.connections.delete(id);
    await assert.rejects(management.connections.get(id), /does not exist/);
  } finally {
    await house.stop();
  }
});
