import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { mailedCodesOf } from '../../src/compose/mailed-codes.ts';
import type { House } from '../../src/compose.ts';
import { placeName } from '../../src/identity/passwordless/code-place.ts';
import { digitCode } from '../../src/identity/passwordless/digit-code.ts';
import { newKey } from '../../src/kernel/opaque-token.ts';
import type { App } from '../flows/app.ts';
import { addApp } from '../flows/arrangements.ts';
import { hiddenFields } from '../flows/browser.ts';
import { addMailConnection, otpGrant } from '../flows/passwordless.ts';
import { startPostgres } from '../storage/postgres.ts';
import type { ServerNode } from './node-process.ts';
import { tries, twoNodes, type Ends, type TwoNodes } from './two-nodes.ts';

const values = 40;
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

interface Mailed { readonly email: string; readonly code: string }

/** Codes as a start leaves them, with what their mails say. */
async function mailCodes(house: House, app: App): Promise<readonly Mailed[]> {
  const { storage, sealing, clock, defaultTenant: tenant } = house;
  const connection = await addMailConnection({ house }, [app.id]);
  const store = mailedCodesOf({ pending: storage.pending, singleUse: storage });
  const mailed: Mailed[] = [];
  for (let i = 0; i < values * 2; i++) {
    const email = `racer${i}@example.com`;
    const code = { key: newKey(clock.nowMs()), expiresAt: clock.now() + 600 };
    await store.replace(tenant.id, { name: placeName({ tenant, connection, clientId: app.id, email, browser: undefined }, email), code }, []);
    mailed.push({ email, code: digitCode(sealing.deriveKey('mailed codes'), { key: code.key, length: 6 }) });
  }
  return mailed;
}

/** Every try at once, over both nodes: one wins, and the others are told that the code is used, or that it was tried too often. */
async function oneWinner(nodes: TwoNodes, won: number, attempt: (node: ServerNode) => Promise<{ readonly status: number }>): Promise<void> {
  const answers = await Promise.all(Array.from({ length: tries }, (_, i) => attempt(nodes[i % 2] as ServerNode)));
  const statuses = answers.map(({ status }) => status).sort();
  assert.equal(statuses.filter((status) => status === won).length, 1, statuses.join());
  assert.ok(statuses.every((status) => status === won || status === 400 || status === 429), statuses.join());
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: TwoNodes;
    let app: App;
    let mailed: readonly Mailed[];
    test('the nodes start, and codes are mailed', async () => {
      nodes = await twoNodes(await database(), ends, async (house) => {
        app = await addApp({ house }, 'racer', { grantTypes: [otpGrant, 'authorization_code'], requiresPkce: false });
        mailed = await mailCodes(house, app);
      });
    });
    test(`A170: ${values} codes of mails, each brought ${tries} times at once by somebody new: exactly one winner each`, async () => {
      for (const { email, code } of mailed.slice(0, values)) {
        await oneWinner(nodes, 200, (node) => node.send('POST', '/oauth/token', { fields: { client_id: app.id, client_secret: app.secret ?? '', grant_type: otpGrant, realm: 'email', username: email, otp: code, scope: 'openid' } }));
      }
    });
    test(`A170: ${values} links of mails, each followed ${tries} times at once: exactly one session each`, async () => {
      for (const { email, code } of mailed.slice(values)) {
        const query = new URLSearchParams({ client_id: app.id, connection: 'email', email, verification_code: code, response_type: 'code', redirect_uri: app.redirectUri, scope: 'openid' }).toString();
        const page = await nodes[0].send('GET', `/passwordless/verify_redirect?${query}`);
        const cookie = page.cookies.map((line) => line.split(';')[0]).join('; ');
        const fields = { ...hiddenFields(page.text), action: 'default' };
        await oneWinner(nodes, 303, (node) => node.send('POST', '/passwordless/verify_redirect', { headers: { cookie }, fields }));
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
