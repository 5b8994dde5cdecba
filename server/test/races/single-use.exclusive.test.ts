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
import { codeAt, redeemAt, refreshAt, signInAt } from './person.ts';

const values = 500;
const tries = 20;
const app = apps.es;
const ends: (() => Promise<unknown>)[] = [];
after(async () => { for (const end of ends.reverse()) await end(); });

/** Two server processes on one database. */
async function twoNodes(databaseUrl: string | undefined): Promise<readonly [ServerNode, ServerNode]> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-race-'));
  ends.push(() => rm(data, { recursive: true, force: true }));
  const options: NodeOptions = { issuer: 'http://localhost:4999/', data, databaseUrl };
  const house = await openHouse(settingsFor(options));
  await seed(house);
  await house.close();
  const nodes = [new ServerNode(options), new ServerNode(options)] as const;
  for (const node of nodes) { await node.start(); ends.push(() => node.stop()); }
  return nodes;
}

/** Every value is tried `tries` times at once, spread over both nodes; `tries` must end with one winner and only 4xx beside it. */
async function race<T>(nodes: readonly [ServerNode, ServerNode], all: readonly T[], attempt: (node: ServerNode, value: T) => Promise<{ readonly status: number }>): Promise<void> {
  const losers = new Map<number, number>();
  for (const value of all) {
    const answers = await Promise.all(Array.from({ length: tries }, (_, i) => attempt(nodes[i % 2] as ServerNode, value)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status } of answers) if (status !== 200) losers.set(status, (losers.get(status) ?? 0) + 1);
  }
  assert.deepEqual([...losers], [[400, all.length * (tries - 1)]]);
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: readonly [ServerNode, ServerNode];
    let cookie: string;
    test('the nodes start and a person signs in', async () => {
      nodes = await twoNodes(await database());
      cookie = await signInAt(nodes[0], app);
    });
    test(`A037, A038 RFC 6749 §4.1.2: ${values} codes, each redeemed ${tries} times at once: exactly one winner each`, async () => {
      // A code lives 60 seconds, so they are made and raced in portions.
      for (let portion = 0; portion < values; portion += 100) {
        const codes = [];
        for (let i = 0; i < 100; i++) codes.push(await codeAt(nodes[i % 2] as ServerNode, app, cookie));
        await race(nodes, codes, (node, code) => redeemAt(node, app, code));
      }
    });
    test(`A072, A073 RFC 9700 §4.14.2: ${values} refresh tokens, each used ${tries} times at once: exactly one winner each`, async () => {
      const tokens = [];
      for (let i = 0; i < values; i++) {
        const node = nodes[i % 2] as ServerNode;
        const answer = await redeemAt(node, app, await codeAt(node, app, cookie));
        tokens.push((JSON.parse(answer.text) as { refresh_token: string }).refresh_token);
      }
      await race(nodes, tokens, (node, token) => refreshAt(node, app, token));
    });
  });
}

suite('SQLite, two processes on one file', () => Promise.resolve(undefined));
suite('PostgreSQL, two nodes', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres.url;
});
