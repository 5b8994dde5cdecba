import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, describe, test } from 'node:test';
import { strangerOf } from '../jose/foreign-keys.ts';
import { MovableClock } from './clock.ts';
import { freePort, startHouse, type RunningHouse } from './house.ts';
import { addSignedApp, callSigned, logLineOf, type SignedApp } from './signed-app.ts';

const clock = new MovableClock();
let house: RunningHouse;
let app: SignedApp;
let server: Server;
let fetched = 0;
let answer: { status: number; type: string; body: string };
const keySet = (...keys: readonly object[]) => ({ status: 200, type: 'application/jwk-set+json', body: JSON.stringify({ keys }) });
const es = { ...strangerOf('ES256').jwk, kid: 'remote-1' };
const ps = { ...strangerOf('PS256').jwk, kid: 'rotated-in' };

before(async () => {
  const port = await freePort();
  server = createServer((_request, response) => {
    fetched++;
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  });
  await new Promise<void>((resolve) => { server.listen(port, '127.0.0.1', resolve); });
  house = await startHouse({ clock, outboundAllow: `127.0.0.1:${port}` });
  app = await addSignedApp(house, 'remote', { keys: { jwks: undefined, jwksUri: `http://127.0.0.1:${port}/jwks` } });
});
after(async () => { server.close(); await house.stop(); });

const shown = (assertion: string) => callSigned(house.origin, '/oauth/revoke', { assertion, fields: { token: 'x' } });
const newKey = () => app.assertion({ alg: 'PS256', header: { kid: 'rotated-in' } });

describe('OIDC Core §10.1.1: the keys of a client stand at its jwks_uri', () => {
  test('oidcc-registration-jwks-uri: the server fetches the key set once, and authenticates the client with it', async () => {
    answer = keySet(es, null as unknown as object, { kty: 'strange' });
    for (let i = 0; i < 5; i++) assert.equal((await shown(app.assertion())).status, 200);
    assert.equal(fetched, 1);
  });

  test('oidcc-refresh-token-rp-key-rotation: a kid that is missed is looked for again, at most once in thirty seconds', async () => {
    answer = keySet(es, ps);
    assert.equal((await shown(newKey())).status, 200);
    assert.equal(fetched, 2);
    for (let i = 0; i < 5; i++) assert.equal((await shown(app.assertion({ header: { kid: `made-up-${i}` } }))).status, 401);
    assert.equal(fetched, 2);
    clock.advance(61);
    answer = keySet(ps);
    assert.equal((await shown(app.assertion({ header: { kid: 'made-up' } }))).status, 401);
    assert.equal(fetched, 3);
    const gone = await shown(app.assertion());
    assert.equal(gone.status, 401);
    assert.equal((await logLineOf(house, gone.agent)).reason, 'assertion.key_unknown');
    assert.equal((await shown(newKey())).status, 200);
  });

  test('RFC 7523 §3: a key set that can not be had refuses the client, says why in the record alone, and comes back with the address', async () => {
    clock.advance(4000);
    for (const broken of [{ status: 500, type: 'application/json', body: '{}' }, { status: 200, type: 'text/html', body: '<p>' }, { status: 200, type: 'application/json', body: '[]' }, { status: 200, type: 'application/json', body: '{"keys":1}' }]) {
      answer = broken;
      clock.advance(4000);
      const refused = await shown(newKey());
      assert.equal(refused.status, 401);
      assert.equal(refused.body['error_description'], 'Client authentication failed: check client_id, its registered authentication method, and the secret or the signed assertion.');
      const line = await logLineOf(house, refused.agent);
      assert.equal(line.reason, 'assertion.key_unknown');
      assert.match(line.detail, /a key set at the registered jwks_uri/);
    }
    clock.advance(4000);
    answer = keySet(ps);
    assert.equal((await shown(newKey())).status, 200);
  });
});
