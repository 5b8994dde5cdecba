import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { openHouse } from '../../src/compose.ts';
import { apps, seed } from '../flows/fixtures.ts';
import { settingsFor } from '../flows/house.ts';
import { startPostgres } from '../storage/postgres.ts';
import { ServerNode, type NodeOptions } from './node-process.ts';
import { authorizationOf, codeAt, redeemAt, refreshAt, signInAt } from './person.ts';

const kills = 50;
const app = apps.es;
const ends: (() => Promise<unknown>)[] = [];
after(async () => { for (const end of ends.reverse()) await end(); });

/** What was answered with 2xx: it must be true after the restart. */
interface History {
  /** Refresh tokens that were answered and not used since: they must work. */
  readonly live: Set<string>;
  /** Codes and refresh tokens whose use was answered: they must be refused. */
  readonly spent: Set<string>;
  /** Tokens whose revocation was answered. */
  readonly revoked: Set<string>;
}

/** The load on a server: goes on until it is told to end, and says when an answer has come. */
interface Load { readonly cookie: string; readonly history: History; readonly goesOn: () => boolean; readonly answered: () => void }

/** One client of the load: a code, its tokens, two rotations, now and then a revocation; over and over until the server is gone. */
async function work(node: ServerNode, { cookie, history, goesOn, answered }: Load): Promise<void> {
  while (goesOn()) {
    const code = await codeAt(node, app, cookie);
    const first = await redeemAt(node, app, code);
    assert.equal(first.status, 200);
    history.spent.add(JSON.stringify(code));
    let token = (JSON.parse(first.text) as { refresh_token: string }).refresh_token;
    history.live.add(token);
    answered();
    for (let i = 0; i < 2 && goesOn(); i++) {
      // From here until the answer nobody knows whether the token is spent: it is in neither set.
      history.live.delete(token);
      const next = await refreshAt(node, app, token);
      assert.equal(next.status, 200);
      history.spent.add(token);
      token = (JSON.parse(next.text) as { refresh_token: string }).refresh_token;
      history.live.add(token);
      answered();
    }
    if (Math.random() < 0.3) {
      history.live.delete(token);
      assert.equal((await node.send('POST', '/oauth/revoke', { fields: { token }, headers: authorizationOf(app) })).status, 200);
      history.revoked.add(token);
    }
  }
}

/** Kills the server in the middle of the load: some answers have come, none was the last. Every connection error of the load is the kill's. */
async function loadAndKill(node: ServerNode, cookie: string, history: History): Promise<void> {
  const enough = Promise.withResolvers<undefined>();
  let [running, missing] = [true, 8 + Math.floor(Math.random() * 20)];
  const load: Load = { cookie, history, goesOn: () => running, answered: () => { if (--missing === 0) enough.resolve(undefined); } };
  const clients = Promise.all(Array.from({ length: 8 }, () => work(node, load).catch((error: NodeJS.ErrnoException) => { if (error.code === undefined || error.name === 'AssertionError') throw error; })));
  await Promise.race([enough.promise, clients]);
  // Not at an answer, but anywhere between two.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 20));
  running = false;
  await node.kill();
  await clients;
}

/** Every answered truth still holds. Reusing a spent refresh token ends its family, so the live ones come first. */
async function verify(node: ServerNode, history: History): Promise<void> {
  for (const token of history.live) {
    const answer = await refreshAt(node, app, token);
    assert.equal(answer.status, 200, `an answered refresh token was lost: ${answer.text}`);
  }
  for (const token of history.revoked) assert.equal((await refreshAt(node, app, token)).status, 400, 'a revoked refresh token came back');
  for (const value of history.spent) {
    const answer = value.startsWith('{') ? await redeemAt(node, app, JSON.parse(value) as { code: string; verifier: string }) : await refreshAt(node, app, value);
    assert.equal(answer.status, 400, 'a spent value came back');
  }
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  test(`R1, R2 ${name}: killed ${kills} times in mid-load, every answered 2xx is still true and nothing consumed comes back`, async () => {
    const data = await mkdtemp(join(tmpdir(), 'gatehouse-kill-'));
    ends.push(() => rm(data, { recursive: true, force: true }));
    const options: NodeOptions = { issuer: 'http://localhost:4998/', data, databaseUrl: await database() };
    const house = await openHouse(settingsFor(options));
    await seed(house);
    await house.close();
    const node = new ServerNode(options);
    ends.push(() => node.stop());
    await node.start();
    const cookie = await signInAt(node, app);
    let proven = 0;
    for (let kill = 0; kill < kills; kill++) {
      const history: History = { live: new Set(), spent: new Set(), revoked: new Set() };
      await loadAndKill(node, cookie, history);
      await node.start();
      await verify(node, history);
      proven += history.live.size + history.spent.size + history.revoked.size;
    }
    assert.ok(proven > kills * 5, `only ${proven} answers were proven`);
  });
}

// Two databases, two installations: they know nothing of one another, so they are killed at the same time.
describe('Faults: kill -9', { concurrency: 2 }, () => {
  suite('SQLite', () => Promise.resolve(undefined));
  suite('PostgreSQL', async () => {
    const postgres = await startPostgres();
    ends.push(() => postgres.stop());
    return postgres.url;
  });
});
