import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { authorizeUrl, newPkce } from '../flows/app.ts';
import { apps } from '../flows/fixtures.ts';
import { addSignedApp, assertionFields, type SignedApp } from '../flows/signed-app.ts';
import { startPostgres } from '../storage/postgres.ts';
import type { ServerNode } from './node-process.ts';
import { authorizationOf, signInAt } from './person.ts';
import { race, tries, twoNodes, type Ends, type TwoNodes } from './two-nodes.ts';

const values = 100;
const portion = 20;
const app = apps.es;
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

async function pushAt(node: ServerNode): Promise<string> {
  const fields = Object.fromEntries(new URL(authorizeUrl(app, newPkce(), { scope: 'openid' }), 'https://x').searchParams);
  const { status, text } = await node.send('POST', '/oauth/par', { fields, headers: authorizationOf(app) });
  assert.equal(status, 201, text);
  return (JSON.parse(text) as { request_uri: string }).request_uri;
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: TwoNodes;
    const signing: SignedApp[] = [];
    let cookie: string;
    test('the nodes start and a person signs in', async () => {
      nodes = await twoNodes(await database(), ends, async (house) => {
        // Wrong credentials are throttled for each client: so each assertion has a client of its own.
        for (let i = 0; i < values; i++) signing.push(await addSignedApp({ house, issuer: 'http://localhost:4999/' }, `racing-${i}`));
      });
      cookie = await signInAt(nodes[0], app);
    });

    test(`RFC 7523 §3: ${values} client assertions, each shown ${tries} times at once: exactly one is believed`, async () => {
      const assertions = signing.map((one) => one.assertion({ claims: { exp: Math.floor(Date.now() / 1000) + 500 } }));
      await race(nodes, assertions, async (node, assertion) => {
        const { status } = await node.send('POST', '/oauth/revoke', { fields: { token: 'x', ...assertionFields(assertion) } });
        return { status: status === 401 ? 400 : status };
      });
    });

    test(`RFC 9126 §4: ${values} pushed requests, each opened ${tries} times at once by a person who is signed in: exactly one code each`, async () => {
      for (let done = 0; done < values; done += portion) {
        const pushed = [];
        for (let i = 0; i < portion; i++) pushed.push(await pushAt(nodes[i % 2] as ServerNode));
        await race(nodes, pushed, async (node, requestUri) => {
          const { status, location = '' } = await node.send('GET', `/authorize?${new URLSearchParams({ client_id: app.id, request_uri: requestUri }).toString()}`, { headers: { cookie } });
          return { status: status === 302 && new URL(location).searchParams.has('code') ? 200 : status };
        });
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
