import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openHouse } from '../../src/compose.ts';
import { apps, seed } from '../flows/fixtures.ts';
import { settingsFor } from '../flows/house.ts';
import { ServerNode } from '../races/node-process.ts';
import { authorizationOf, codeAt, redeemAt, signInAt } from '../races/person.ts';
import { startPostgres, type TestPostgres } from '../storage/postgres.ts';

const app = apps.es;
const ends: (() => Promise<unknown>)[] = [];
let postgres: TestPostgres;
let one: ServerNode;
let two: ServerNode;
let cookie: string;

before(async () => {
  postgres = await startPostgres();
  ends.push(() => postgres.stop());
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-nodes-'));
  ends.push(() => rm(data, { recursive: true, force: true }));
  const options = { issuer: 'http://localhost:4999/', data, databaseUrl: postgres.url };
  const house = await openHouse(settingsFor(options));
  await seed(house);
  await house.close();
  [one, two] = [new ServerNode(options), new ServerNode(options)];
  for (const node of [one, two]) { await node.start(); ends.push(() => node.stop()); }
  cookie = await signInAt(one, app);
});
after(async () => { for (const end of ends.reverse()) await end(); });

const tokensAt = async (node: ServerNode) => JSON.parse((await redeemAt(node, app, await codeAt(node, app, cookie))).text) as { readonly access_token: string; readonly refresh_token: string };
const activeAt = async (node: ServerNode, token: string) => (JSON.parse((await node.send('POST', '/oauth2/introspect', { fields: { token }, headers: authorizationOf(app) })).text) as { readonly active: boolean }).active;
const userinfoAt = async (node: ServerNode, token: string) => (await node.send('GET', '/userinfo', { headers: { authorization: `Bearer ${token}` } })).status;
const revokeAt = async (node: ServerNode, token: string) => (await node.send('POST', '/oauth/revoke', { fields: { token }, headers: authorizationOf(app) })).status;

describe('TX: two nodes on one PostgreSQL', () => {
  test('A195 RFC 9700 §4.10: an opaque token of one node is good on the other at once, and dead there when it is revoked here', async () => {
    for (let times = 0; times < 20; times++) {
      const { access_token: token } = await tokensAt(one);
      assert.deepEqual([await userinfoAt(two, token), await activeAt(two, token)], [200, true]);
      assert.equal(await revokeAt(one, token), 200);
      assert.deepEqual([await userinfoAt(two, token), await activeAt(two, token)], [401, false]);
    }
  });

  test('A188, A191 RFC 7009 §2.1: a refresh token that is revoked on one node takes its tokens along on the other', async () => {
    const tokens = await tokensAt(one);
    assert.equal(await activeAt(two, tokens.refresh_token), true);
    assert.equal(await revokeAt(two, tokens.refresh_token), 200);
    assert.deepEqual([await userinfoAt(one, tokens.access_token), await activeAt(one, tokens.refresh_token)], [401, false]);
  });

  test('A190 RFC 7009 §2.2.1: while the store is away a revocation is answered with 503, never as done, and works when it is back', async () => {
    const tokens = await tokensAt(one);
    await postgres.restart(async () => {
      for (const token of [tokens.access_token, tokens.refresh_token]) assert.equal(await revokeAt(one, token), 503);
    });
    const back = async (node: ServerNode) => (await node.send('GET', '/health/ready')).status;
    for (let tries = 0; tries < 1200 && (await back(one) !== 200 || await back(two) !== 200); tries++) await new Promise((resolve) => setTimeout(resolve, 25));
    assert.equal(await activeAt(two, tokens.access_token), true);
    assert.equal(await revokeAt(one, tokens.access_token), 200);
    assert.equal(await activeAt(two, tokens.access_token), false);
  });
});
