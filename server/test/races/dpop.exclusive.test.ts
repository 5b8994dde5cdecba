import { after, describe, test } from 'node:test';
import { newDpopKey, proofOf } from '../flows/dpop.ts';
import { apps } from '../flows/fixtures.ts';
import { startPostgres } from '../storage/postgres.ts';
import { race, tries, twoNodes, type Ends, type TwoNodes } from './two-nodes.ts';

const values = 100;
const portion = 20;
const key = newDpopKey();
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

const issuer = 'http://localhost:4999';
const machine = { grant_type: 'client_credentials', client_id: apps.m2m.id, client_secret: apps.m2m.secret ?? '', audience: 'https://api-es.example' };

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: TwoNodes;
    test('the nodes start', async () => { nodes = await twoNodes(await database(), ends); });
    test(`A200 RFC 9449 §11.1: ${values} DPoP proofs, each sent ${tries} times at once: exactly one winner each`, async () => {
      // A proof lives a minute, so they are made and raced in portions.
      for (let done = 0; done < values; done += portion) {
        const proofs = Array.from({ length: portion }, () => proofOf(key, { htu: `${issuer}/oauth/token` }));
        await race(nodes, proofs, (node, dpop) => node.send('POST', '/oauth/token', { fields: machine, headers: { dpop } }));
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
