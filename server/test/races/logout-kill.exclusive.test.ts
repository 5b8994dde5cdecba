import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openHouse } from '../../src/compose.ts';
import { claimsOf } from '../flows/app.ts';
import { apps, seed } from '../flows/fixtures.ts';
import { settingsFor } from '../flows/house.ts';
import { startLogoutReceiver } from '../flows/logout-receiver.ts';
import { startPostgres } from '../storage/postgres.ts';
import { ServerNode, type NodeOptions } from './node-process.ts';
import { codeAt, redeemAt, signInAt } from './person.ts';

const kills = 8;
const app = apps.es;
const ends: (() => Promise<unknown>)[] = [];
after(async () => { for (const end of ends.reverse()) await end(); });

/** A person signs in, the application gets its ID token, and the person signs out; the `sid` of what is over when this resolves. */
async function signInAndOut(node: ServerNode): Promise<unknown> {
  const cookie = await signInAt(node, app);
  const { text } = await redeemAt(node, app, await codeAt(node, app, cookie));
  const idToken = (JSON.parse(text) as { readonly id_token: string }).id_token;
  const answer = await node.send('GET', `/oidc/logout?id_token_hint=${idToken}`, { headers: { cookie } });
  assert.equal(answer.status, 200);
  return claimsOf(idToken)['sid'];
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  test(`A152 OIDC Back-Channel Logout §2.5, ${name}: killed right after ${kills} acknowledged logouts, the application is told of every one after the restart`, async () => {
    const receiver = await startLogoutReceiver();
    ends.push(() => receiver.stop());
    const data = await mkdtemp(join(tmpdir(), 'gatehouse-kill-'));
    ends.push(() => rm(data, { recursive: true, force: true }));
    const options: NodeOptions = { issuer: 'http://localhost:4997/', data, databaseUrl: await database(), outboundAllow: [`127.0.0.1:${receiver.port}`] };
    const house = await openHouse(settingsFor(options));
    await seed(house);
    const client = await house.storage.clients.findClient(house.defaultTenant.id, app.id);
    assert.ok(client);
    await house.storage.registry.replaceClient({ ...client, logout: { ...client.logout, backchannelUri: `${receiver.url}out` } });
    await house.close();
    const node = new ServerNode(options);
    ends.push(() => node.stop());
    const over = new Set<unknown>();
    for (let kill = 0; kill < kills; kill++) {
      await node.start();
      // While nobody answers nothing is lost: the message stays until it is taken.
      receiver.answer('/out', (response) => { response.destroy(); });
      over.add(await signInAndOut(node));
      await node.kill();
    }
    receiver.answer('/out', (response) => { response.end(); });
    assert.equal(over.size, kills);
    let seen = receiver.received.length;
    await node.start();
    while (over.size > 0) {
      const told = await receiver.tokensAt('/out', seen + 1);
      for (const { claims } of told.slice(seen)) over.delete(claims['sid']);
      seen = told.length;
    }
    assert.equal(over.size, 0);
  });
}

describe('Faults: kill -9 between a logout and its message', () => {
  suite('SQLite', () => Promise.resolve(undefined));
  suite('PostgreSQL', async () => {
    const postgres = await startPostgres();
    ends.push(() => postgres.stop());
    return postgres.url;
  });
});
