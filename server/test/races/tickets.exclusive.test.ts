import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { hiddenFields } from '../flows/browser.ts';
import { mintTicket, ticketUrl } from '../../src/identity/tickets/issue-ticket.ts';
import type { TicketPurpose } from '../../src/identity/ports/ticket-store.ts';
import { newUserId } from '../../src/kernel/ids.ts';
import { startPostgres } from '../storage/postgres.ts';
import type { ServerNode } from './node-process.ts';
import { race, twoNodes, type Ends, type TwoNodes } from './two-nodes.ts';

const values = 5;
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

interface Form { readonly action: string; readonly fields: Readonly<Record<string, string>>; readonly cookie: string }

const formOf = (text: string, cookie: string): Form => ({ action: /<form[^>]*method="post"[^>]*action="([^"]+)"/.exec(text)?.[1] ?? /action="([^"]+)"/.exec(text)?.[1] ?? '', fields: { ...hiddenFields(text), action: 'default' }, cookie });

/** The page to which a link leads, in a browser of its own. */
async function openAt(node: ServerNode, path: string): Promise<Form> {
  const page = await node.send('GET', path);
  return formOf(page.text, page.cookies.map((line) => line.split(';')[0]).join('; '));
}

async function passwordFormAt(node: ServerNode, path: string): Promise<Form> {
  const { action, fields, cookie } = await openAt(node, path);
  const on = await node.send('POST', action, { fields, headers: { cookie } });
  assert.equal(on.status, 303, on.text.slice(0, 300));
  const page = await node.send('GET', on.location ?? '', { headers: { cookie } });
  return formOf(page.text, cookie);
}

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: TwoNodes;
    const paths: Record<TicketPurpose, string[]> = { verify_email: [], reset_password: [], invitation: [] };
    test('the nodes start', async () => {
      nodes = await twoNodes(await database(), ends, async ({ storage, tokens, clock, defaultTenant: tenant }) => {
        for (const purpose of ['verify_email', 'reset_password', 'invitation'] as const) for (let i = 0; i < values; i++) {
          const email = `${purpose}-${i}@example.com`;
          const user = { id: newUserId(), connection: 'Username-Password-Authentication', email, canonicalEmail: email, emailVerified: false, username: undefined, blocked: false, passwordHash: undefined, profile: {}, userMetadata: {}, appMetadata: {}, createdAt: clock.now(), updatedAt: clock.now() };
          await storage.users.insert(tenant.id, user);
          const made = mintTicket({ user, purpose, detail: { verifiesEmail: true } }, { tokens, clock });
          assert.ok(made);
          await storage.tickets.commit([storage.tickets.prepareIssue(tenant.id, made.ticket)]);
          paths[purpose].push(ticketUrl('http://localhost:4999/' as typeof tenant.issuer, made.token).replace('http://localhost:4999', ''));
        }
      });
    });

    test('A159: links that verify an address, each used at once on both nodes: one proves it', async () => {
      const forms = [];
      for (const path of paths.verify_email) forms.push(await openAt(nodes[0], path));
      await race(nodes, forms, (node, { action, fields, cookie }) => node.send('POST', action, { fields, headers: { cookie } }));
    });

    for (const purpose of ['reset_password', 'invitation'] as const) test(`A159, A180: ${purpose}: of passwords that are sent at once with one link on both nodes one is set`, async () => {
      const forms = [];
      for (const path of paths[purpose]) forms.push(await passwordFormAt(nodes[1], path));
      let sent = 0;
      // A full queue of hashes turns some away before the race is decided: they lose too.
      await race(nodes, forms, (node, { action, fields, cookie }) => node.send('POST', action, { fields: { ...fields, password: `one of many words ${sent++}` }, headers: { cookie } }).then((answer) => ({ status: answer.status === 503 || answer.status === 429 ? 400 : answer.status })));
    });
  });
}

suite('SQLite, two processes on one file', () => Promise.resolve(undefined));
suite('PostgreSQL, two nodes', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres.url;
});
