import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { createManagementClient, randomCredentials } from '../../src/cli/management-api.ts';
import { openHouse, type House } from '../../src/compose.ts';
import { defaultConnection } from '../../src/identity/connections/default-connection.ts';
import { settingsFor } from '../flows/house.ts';
import { startPostgres } from '../storage/postgres.ts';
import { ServerNode, type NodeOptions } from './node-process.ts';

const people = 4000;
const doubles = 50;
const ends: (() => Promise<unknown>)[] = [];
after(async () => { for (const end of ends.reverse()) await end(); });

/** Every person once, and some of them a second time. */
const rows = Array.from({ length: people + doubles }, (_, i) => ({ email: `p${i < people ? i : (i - people) * 50}@example.com` }));

interface View { readonly id: string; readonly status: string; readonly percentage_done: number; readonly summary?: object }
interface Caller { readonly node: ServerNode; readonly token: string }

async function tokenAt(node: ServerNode, { client_id, client_secret, audience }: { readonly client_id: string; readonly client_secret: string; readonly audience: string }): Promise<string> {
  const { text } = await node.send('POST', '/oauth/token', { fields: { grant_type: 'client_credentials', client_id, client_secret, audience } });
  return (JSON.parse(text) as { readonly access_token: string }).access_token;
}

async function jobAt({ node, token }: Caller, id: string): Promise<View> {
  const { status, text } = await node.send('GET', `/api/v2/jobs/${id}`, { headers: { authorization: `Bearer ${token}` } });
  assert.equal(status, 200, text);
  return JSON.parse(text) as View;
}

async function waitAt(caller: Caller, id: string, until: (job: View) => boolean): Promise<View> {
  for (;;) {
    const job = await jobAt(caller, id);
    if (until(job)) return job;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function begin({ node, token }: Caller, house: House): Promise<string> {
  const parts = new FormData();
  parts.append('users', new Blob([JSON.stringify(rows)]), 'users.json');
  parts.append('connection_id', defaultConnection(house.defaultTenant.id).id);
  const { status, text } = await node.send('POST', '/api/v2/jobs/users-imports', { parts, headers: { authorization: `Bearer ${token}` } });
  assert.equal(status, 202, text);
  return (JSON.parse(text) as View).id;
}

/** Everybody who is stored, by address. */
async function addressesIn({ storage: { users }, defaultTenant: tenant }: House): Promise<readonly string[]> {
  const found: string[] = [];
  for (let after = ''; ;) {
    const page = await users.listAfter(tenant.id, { connection: undefined, after, take: 1000 });
    if (page.length === 0) return found;
    found.push(...page.map(({ email }) => email ?? ''));
    after = page.at(-1)?.id ?? '';
  }
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  test(`Seed row 214 ${name}: an import whose process is killed goes on at one of two others; nobody is lost and nobody comes twice`, async () => {
    const data = await mkdtemp(join(tmpdir(), 'gatehouse-import-'));
    ends.push(() => rm(data, { recursive: true, force: true }));
    const options: NodeOptions = { issuer: 'http://localhost:4997/', data, databaseUrl: await database() };
    const house = await openHouse(settingsFor(options));
    ends.push(() => house.close());
    const client = await createManagementClient(house, randomCredentials());
    assert.notEqual(client, 'taken');
    if (client === 'taken') return;
    const [first, ...others] = Array.from({ length: 3 }, () => new ServerNode(options)) as [ServerNode, ServerNode, ServerNode];
    for (const node of [first, ...others]) ends.push(() => node.stop());
    await first.start();
    const caller = { node: first, token: await tokenAt(first, client) };
    const id = await begin(caller, house);
    await waitAt(caller, id, ({ percentage_done: done }) => done >= 10);
    await first.kill();
    const killed = await house.storage.jobs.find(house.defaultTenant.id, id);
    assert.equal(killed?.status, 'processing', 'it was killed in the middle');
    assert.equal((await addressesIn(house)).length, killed.progress.summary.inserted, 'who is there is who was counted');
    await Promise.all(others.map((node) => node.start()));
    const job = await waitAt({ node: others[0], token: caller.token }, id, ({ status }) => status === 'completed' || status === 'failed');
    assert.deepEqual([job.status, job.summary], ['completed', { failed: doubles, updated: 0, inserted: people, total: people + doubles }]);
    const found = await addressesIn(house);
    assert.deepEqual([found.length, new Set(found).size], [people, people]);
    assert.equal((await house.storage.jobs.listErrors(house.defaultTenant.id, id, { after: 0, take: 1000 })).length, doubles);
  });
}

describe('Faults: an import and kill -9', { concurrency: true }, () => {
  suite('SQLite', () => Promise.resolve(undefined));
  suite('PostgreSQL', async () => {
    const postgres = await startPostgres();
    ends.push(() => postgres.stop());
    return postgres.url;
  });
});
