import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse, serve } from '../../src/compose.ts';
import { freePort, settingsFor } from '../flows/house.ts';
import { startPostgres } from '../storage/postgres.ts';
import { aliveAt, allAlive, allDead, nodeOf, sendTo, signedIn } from './access.ts';
import { newAdministrator, setRole, tokenOf } from './administrators.ts';
import { startManagedHouse } from './house.ts';

test('A146: what the Management API revokes on one node is dead on another at once: session, userinfo, introspection and refresh', async (t) => {
  const ends: (() => Promise<unknown>)[] = [];
  t.after(async () => { for (const end of ends.reverse()) await end(); });
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  const house = await startManagedHouse({ databaseUrl: postgres.url });
  ends.push(() => house.stop());
  const settings = settingsFor({ mode: 'development', port: await freePort(), issuer: house.running.issuer, data: house.running.data, databaseUrl: postgres.url });
  const second = await openHouse(settings, 'serve');
  ends.push(() => second.close());
  const server = await serve(second, settings);
  ends.push(() => server.close());
  const there = { issuer: house.running.issuer, port: settings.port };
  const [first, other] = [await signedIn(house), await signedIn(house)];
  assert.deepEqual(await aliveAt(nodeOf(house), { ...first, refreshToken: '' }), { ...allAlive, refresh: false });
  assert.deepEqual(await aliveAt(there, { ...first, refreshToken: '' }), { ...allAlive, refresh: false });
  assert.equal((await house.ask('POST', `/sessions/${first.sid}/revoke`)).status, 202);
  assert.deepEqual(await aliveAt(there, first), allDead);
  assert.deepEqual(await aliveAt(there, other), allAlive, 'the other browser goes on');

  await newAdministrator(house.running, 'owner');
  const editor = await newAdministrator(house.running, 'editor');
  const { token } = await tokenOf(house.running, editor);
  const ask = async (method: string, path: string) => (await sendTo(there, { method, path: `/api/v2${path}`, headers: { authorization: `Bearer ${token}` } })).status;
  assert.deepEqual([await ask('GET', '/clients'), await ask('DELETE', '/clients/nothing')], [200, 204]);
  await setRole(house.running, editor.id, 'read-only');
  assert.deepEqual([await ask('GET', '/clients'), await ask('DELETE', '/clients/nothing')], [200, 403], 'the role of now, on the other node at once');
  await setRole(house.running, editor.id, undefined);
  assert.equal(await ask('GET', '/clients'), 401);
});
