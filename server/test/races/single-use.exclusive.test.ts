import { after, describe, test } from 'node:test';
import { apps } from '../flows/fixtures.ts';
import { startPostgres } from '../storage/postgres.ts';
import type { ServerNode } from './node-process.ts';
import { codeAt, redeemAt, refreshAt, signInAt } from './person.ts';
import { race, twoNodes, tries, type Ends } from './two-nodes.ts';

const values = 500;
const app = apps.es;
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: readonly [ServerNode, ServerNode];
    let cookie: string;
    test('the nodes start and a person signs in', async () => {
      nodes = await twoNodes(await database(), ends);
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
      // A person has at most 200 sign-ins with a refresh token at one application, so they are made and raced in portions.
      for (let portion = 0; portion < values; portion += 100) {
        const tokens = [];
        for (let i = 0; i < 100; i++) {
          const node = nodes[i % 2] as ServerNode;
          const answer = await redeemAt(node, app, await codeAt(node, app, cookie));
          tokens.push((JSON.parse(answer.text) as { refresh_token: string }).refresh_token);
        }
        await race(nodes, tokens, (node, token) => refreshAt(node, app, token));
      }
    });
  });
}

suite('SQLite, two processes on one file', () => Promise.resolve(undefined));
suite('PostgreSQL, two nodes', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres.url;
});
