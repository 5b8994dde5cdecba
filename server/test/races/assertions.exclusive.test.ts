import { after, describe, test } from 'node:test';
import type { House } from '../../src/compose.ts';
import { addApp, setTenant } from '../flows/arrangements.ts';
import { apiEs } from '../flows/fixtures.ts';
import type { App } from '../flows/app.ts';
import { strangerOf } from '../jose/foreign-keys.ts';
import { startPostgres } from '../storage/postgres.ts';
import { race, tries, twoNodes, type Ends, type TwoNodes } from './two-nodes.ts';

const values = 100;
const stranger = strangerOf('ES256');
const grantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const ends: Ends = [];
after(async () => { for (const end of ends.reverse()) await end(); });

function suite(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    let nodes: TwoNodes;
    let app: App;
    const prepare = async (house: House) => {
      app = await addApp({ house }, 'bearer', { grantTypes: [grantType] });
      await house.storage.registry.insertClientGrant({ tenant: house.defaultTenant.id, id: 'cgr_bearer', clientId: 'bearer', audience: apiEs, scope: [] });
      await setTenant({ house }, { trustedIssuers: [{ issuer: 'https://machines.example', jwks: [stranger.jwk], jwksUri: undefined, subjectMapping: 'client', audiences: [apiEs] }] });
    };
    test('the nodes start', async () => { nodes = await twoNodes(await database(), ends, prepare); });
    test(`RFC 7523 §3: ${values} assertions of a trusted issuer, each sent ${tries} times at once: exactly one winner each`, async () => {
      const now = Math.floor(Date.now() / 1000);
      const assertions = Array.from({ length: values }, (_, i) => stranger.sign({}, { iss: 'https://machines.example', sub: 'bearer', aud: 'http://localhost:4999/', exp: now + 3000, jti: `j${i}` }));
      const fields = { grant_type: grantType, client_id: app.id, client_secret: app.secret ?? '', audience: apiEs };
      await race(nodes, assertions, (node, assertion) => node.send('POST', '/oauth/token', { fields: { ...fields, assertion } }));
    });
  });
}

suite('SQLite, two processes on one file', () => Promise.resolve(undefined));
suite('PostgreSQL, two nodes', async () => {
  const postgres = await startPostgres();
  ends.push(() => postgres.stop());
  return postgres.url;
});
