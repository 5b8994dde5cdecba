import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { hiddenFields } from '../flows/browser.ts';
import { cibaGrant } from '../flows/ciba.ts';
import { deviceGrant } from '../flows/device.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startPostgres } from '../storage/postgres.ts';
import type { ServerNode } from './node-process.ts';
import { authorizationOf, signInAt } from './person.ts';
import { race, twoNodes, tries, type Ends, type TwoNodes } from './two-nodes.ts';

const values = 60;
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

interface Codes { readonly device_code: string; readonly user_code: string }
async function startDevice(node: ServerNode): Promise<Codes> {
  const answer = await node.send('POST', '/oauth/device/code', { fields: { client_id: apps.dev.id, scope: 'openid offline_access' } });
  return JSON.parse(answer.text) as Codes;
}
const poll = (node: ServerNode, { device_code }: Codes) => node.send('POST', '/oauth/token', { fields: { client_id: apps.dev.id, grant_type: deviceGrant, device_code } });

/** Types the code in the browser with these cookies. The form of the confirmation, or the status of what came instead. */
async function openForm(node: ServerNode, cookie: string, { user_code }: Codes): Promise<Record<string, string> | number> {
  const page = await node.send('GET', '/activate', { headers: { cookie } });
  const typed = await node.send('POST', '/activate', { headers: { cookie }, fields: { ...hiddenFields(page.text), user_code } });
  if (typed.status !== 303) return typed.status;
  return hiddenFields((await node.send('GET', typed.location ?? '', { headers: { cookie } })).text);
}
const press = (node: ServerNode, cookie: string, form: Record<string, string>) => node.send('POST', '/u/device', { headers: { cookie }, fields: { ...form, action: 'accept' } });

async function allow(node: ServerNode, cookie: string, codes: Codes): Promise<void> {
  const form = await openForm(node, cookie, codes);
  assert.ok(typeof form === 'object');
  assert.equal((await press(node, cookie, form)).status, 200);
}

const ask = (node: ServerNode, id: string) => node.send('POST', '/oauth/token', { headers: authorizationOf(apps.ciba), fields: { grant_type: cibaGrant, auth_req_id: id } });
async function startCiba(node: ServerNode): Promise<string> {
  const answer = await node.send('POST', '/bc-authorize', { headers: authorizationOf(apps.ciba), fields: { scope: 'openid', login_hint: people.alice.email } });
  return (JSON.parse(answer.text) as { auth_req_id: string }).auth_req_id;
}
/** The one request that waits is answered `times` times at once, over both nodes. */
async function answerCiba(nodes: TwoNodes, cookie: string, times: number): Promise<readonly number[]> {
  const page = await nodes[0].send('GET', '/u/approvals', { headers: { cookie } });
  const fields = { ...hiddenFields(page.text), action: 'accept' };
  const answers = await Promise.all(Array.from({ length: times }, (_, i) => (nodes[i % 2] as ServerNode).send('POST', '/u/approvals', { headers: { cookie }, fields })));
  return answers.map(({ status }) => status).sort();
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: TwoNodes;
    let cookie: string;
    test('the nodes start and a person signs in', async () => {
      nodes = await twoNodes(await database(), ends);
      cookie = await signInAt(nodes[0], apps.es);
    });
    test(`A182 RFC 8628 §3.4: ${values} device codes, each polled ${tries} times at once after it was allowed: exactly one winner each`, async () => {
      const all = [];
      for (let i = 0; i < values; i++) {
        const codes = await startDevice(nodes[0]);
        await allow(nodes[1], cookie, codes);
        all.push(codes);
      }
      await race(nodes, all, poll);
    });
    test(`A183 RFC 8628 §3.3: ${values / 3} user codes, each open in ${tries} tabs that are answered at once: exactly one answer each, and one token set`, async () => {
      for (let i = 0; i < values / 3; i++) {
        const codes = await startDevice(nodes[0]);
        const forms = [];
        for (let tab = 0; tab < tries; tab++) forms.push(await openForm(nodes[tab % 2] as ServerNode, cookie, codes));
        const answers = await Promise.all([...forms.map((form, tab) => press(nodes[tab % 2] as ServerNode, cookie, form as Record<string, string>)), poll(nodes[0], codes)]);
        assert.deepEqual(answers.slice(0, tries).map(({ status }) => status).sort(), [200, ...Array<number>(tries - 1).fill(400)]);
        assert.equal((await poll(nodes[1], codes)).status === 200 || answers[tries]?.status === 200, true);
      }
    });
    test(`OIDC CIBA §11: ${values / 2} auth_req_ids, each answered ${tries} times at once and then asked for ${tries} times at once: exactly one answer and one token set each`, async () => {
      const all = [];
      for (let i = 0; i < values / 2; i++) {
        all.push(await startCiba(nodes[i % 2] as ServerNode));
        assert.deepEqual(await answerCiba(nodes, cookie, tries), [200, ...Array<number>(tries - 1).fill(400)]);
      }
      await race(nodes, all, ask);
    });
    test('A183 RFC 8628 §5.4: a user code that ten browsers type at once is open in exactly one of them', async () => {
      const codes = await startDevice(nodes[0]);
      const cookies = [];
      for (let i = 0; i < 10; i++) cookies.push(await signInAt(nodes[i % 2] as ServerNode, apps.es));
      const opened = await Promise.all(cookies.map((one, i) => openForm(nodes[i % 2] as ServerNode, one, codes)));
      assert.equal(opened.filter((form) => typeof form === 'object').length, 1);
      assert.equal(opened.filter((form) => form === 400).length, 9);
    });
  });
}

suite('SQLite, two processes on one file', () => Promise.resolve(undefined));
suite('PostgreSQL, two nodes', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres.url;
});
