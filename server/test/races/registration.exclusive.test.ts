import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { House } from '../../src/compose.ts';
import { issueInitialAccessToken } from '../../src/protocol/registration/initial-access-token.ts';
import { startPostgres } from '../storage/postgres.ts';
import type { Answer, ServerNode } from './node-process.ts';
import { twoNodes, tries, type Ends, type TwoNodes } from './two-nodes.ts';

const values = 40;
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

const metadata = { redirect_uris: ['https://rp.example/cb'], client_name: 'Racer' };
interface Made { readonly client_id: string; readonly registration_access_token: string; readonly registration_client_uri: string }
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const register = (node: ServerNode, token: string) => node.send('POST', '/oidc/register', { json: metadata, headers: bearer(token) });
const update = (node: ServerNode, made: Made) => node.send('PUT', new URL(made.registration_client_uri).pathname + new URL(made.registration_client_uri).search, { json: { ...metadata, client_id: made.client_id }, headers: bearer(made.registration_access_token) });

/** `tries` at once over both nodes: so many win, and the others are told that the token is no good. */
async function raceOnce(nodes: TwoNodes, attempt: (node: ServerNode) => Promise<Answer>, { won, winners }: { readonly won: number; readonly winners: number }): Promise<readonly Answer[]> {
  const answers = await Promise.all(Array.from({ length: tries }, (_, i) => attempt(nodes[i % 2] as ServerNode)));
  assert.deepEqual([answers.filter(({ status }) => status === won).length, answers.filter(({ status }) => status === 401).length], [winners, tries - winners]);
  return answers.filter(({ status }) => status === won);
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: TwoNodes;
    const once: string[] = [];
    const thrice: string[] = [];
    const made: Made[] = [];
    const prepare = async ({ storage, defaultTenant: tenant, tokens, clock }: House) => {
      await storage.tenants.replace({ ...tenant, settings: { ...tenant.settings, registration: 'token' } });
      const issue = (uses: number) => issueInitialAccessToken(tenant.id, { uses, ttl: 3600 }, { pending: storage.pending, tokens, clock });
      for (let i = 0; i < values; i++) { once.push(await issue(1)); thrice.push(await issue(3)); }
    };
    test('the nodes start', async () => { nodes = await twoNodes(await database(), ends, prepare); });

    test(`RFC 7591 §3: ${values} initial access tokens for one registration, each used ${tries} times at once: one application each`, async () => {
      for (const token of once) for (const { text } of await raceOnce(nodes, (node) => register(node, token), { won: 201, winners: 1 })) made.push(JSON.parse(text) as Made);
    });

    test(`RFC 7591 §3: ${values} initial access tokens for three registrations, each used ${tries} times at once: three applications each`, async () => {
      for (const token of thrice) await raceOnce(nodes, (node) => register(node, token), { won: 201, winners: 3 });
    });

    test(`RFC 7592 §2.2: ${values} registration access tokens, each used for ${tries} updates at once: one update each`, async () => {
      for (const one of made) await raceOnce(nodes, (node) => update(node, one), { won: 200, winners: 1 });
    });
  });
}

suite('SQLite, two processes on one file', () => Promise.resolve(undefined));
suite('PostgreSQL, two nodes', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres.url;
});
