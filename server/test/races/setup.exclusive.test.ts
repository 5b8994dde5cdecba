import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { issueSetupLink } from '../../src/cli/find-setup.ts';
import { startPostgres } from '../storage/postgres.ts';
import { race, twoNodes, type Ends } from './two-nodes.ts';

const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    test('A159: of those who use one set-up link at once on both nodes, one becomes an owner', async () => {
      let code = '';
      const nodes = await twoNodes(await database(), ends, async (house) => {
        assert.equal((await house.storage.administrators.list(house.defaultTenant.id)).length, 0);
        code = new URL(await issueSetupLink(house)).searchParams.get('setup') ?? '';
      });
      let sent = 0;
      // A full queue of hashes, and the limit of tries from one address, turn some away before the race is decided: they lose too.
      await race(nodes, [code], async (node) => {
        const { status } = await node.send('POST', '/u/setup', { fields: { code, email: `owner${sent++}@example.com`, password: 'a long passphrase of an owner', action: 'default' } });
        return { status: status === 303 ? 200 : status === 429 || status === 503 ? 400 : status };
      });
    });
  });
}

suite('SQLite, two processes on one file', () => Promise.resolve(undefined));
suite('PostgreSQL, two nodes', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres.url;
});
