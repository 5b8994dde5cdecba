import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { call, tokensFor, type App } from '../flows/app.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

const secret = apps.web.secret ?? '';
const basic = (id: string, password: string) => `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;
async function send(path: string, fields: Record<string, string>, authorization?: string) {
  const response = await fetch(`${house.origin}${path}`, { method: 'POST', headers: authorization === undefined ? {} : { authorization }, body: new URLSearchParams(fields) });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, error: text === '' ? undefined : (JSON.parse(text) as Record<string, string>)['error'] };
}
const places = [['/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x' }], ['/oauth/revoke', { token: 'x' }], ['/oauth2/introspect', { token: 'x' }], ['/oauth/par', { response_type: 'code' }], ['/oauth/device/code', { scope: 'openid' }], ['/bc-authorize', { scope: 'openid', login_hint: 'x' }]] as const;

describe('CA: client authentication', () => {
  test('A056 RFC 6749 §5.2: a wrong secret, an unknown and a disabled client get the identical 401', async () => {
    for (const [path, fields] of places) {
      const answers = [await send(path, fields, basic('web', 'wrong')), await send(path, fields, basic('nobody', 'wrong')), await send(path, fields, basic('disabled', secret)), await send(path, fields, basic('post', secret)), await send(path, { ...fields, client_id: 'web' })];
      for (const answer of answers) {
        assert.equal(answer.status, 401);
        assert.equal(answer.text, answers[0]?.text);
        // RFC 6749 §5.2: the scheme is named to those who used the header.
        assert.equal(answer.headers.get('www-authenticate')?.startsWith('Basic') ?? false, answer !== answers.at(-1));
        assert.equal(answer.headers.get('cache-control'), 'no-store');
      }
    }
  });
  test('A057 RFC 6749 §2.3: two methods at once are refused', async () => {
    for (const [path, fields] of places) assert.equal((await send(path, { ...fields, client_id: 'web', client_secret: secret }, basic('web', secret))).status, 400);
  });
  test('A058, A059 RFC 6749 §3.2.1: only the registered method counts', async () => {
    for (const [path, fields] of places) {
      assert.equal((await send(path, { ...fields, client_id: 'web', client_secret: secret })).status, 401);
      assert.equal((await send(path, fields, basic('post', secret))).status, 401);
      assert.equal((await send(path, { ...fields, client_id: 'post' })).status, 401);
    }
  });
  test('A060 RFC 6749 §4.4: a public client gets no client credentials and no introspection, and a secret of its is no proof', async () => {
    assert.equal((await send('/oauth/token', { grant_type: 'client_credentials', client_id: 'spa' })).error, 'unauthorized_client');
    assert.equal((await send('/oauth2/introspect', { token: 'x', client_id: 'spa' })).error, 'unauthorized_client');
    assert.equal((await send('/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x', client_id: 'spa', client_secret: 'anything' })).status, 401);
  });
  test('A061 RFC 6749 §2.3.1: malformed Basic never fails the server; form-encoded halves are read', async () => {
    const raw = (text: string) => `Basic ${text}`;
    for (const header of [raw(''), raw('!!!'), raw(Buffer.from('nocolon').toString('base64')), raw('A'.repeat(4000)), raw(Buffer.from([0xff, 0x3a, 0xff]).toString('base64')), raw(Buffer.from('web:%zz').toString('base64')), 'Basic', 'basic x y']) {
      const { status } = await send('/oauth/token', { grant_type: 'refresh_token', refresh_token: 'x' }, header);
      assert.ok(status === 401 || status === 400, `${header.slice(0, 30)} ${status}`);
    }
    const odd = 'with:colon+plus %percent and-long-enough';
    const { storage, defaultTenant, secrets } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'strict');
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, secrets: [{ hash: secrets.hash(odd), expiresAt: undefined }] });
    assert.equal((await send('/oauth2/introspect', { token: 'x' }, basic('strict', encodeURIComponent(odd)))).status, 200);
    assert.equal((await send('/oauth2/introspect', { token: 'x' }, basic('strict', encodeURIComponent(odd).replaceAll('%20', '+')))).status, 200);
  });
  test('A069 RFC 6749 §2.3.1: wrong secrets from one address are throttled with Retry-After', async () => {
    const statuses: number[] = [];
    let last: Awaited<ReturnType<typeof send>> | undefined;
    for (let i = 0; i < 40; i++) { last = await send('/oauth2/introspect', { token: 'x' }, basic('es', `wrong-${i}`)); statuses.push(last.status); }
    assert.equal(statuses[0], 401);
    assert.equal(last?.status, 429);
    assert.ok(Number(last.headers.get('retry-after')) > 0);
    assert.equal((await send('/oauth2/introspect', { token: 'x' }, basic('web', secret))).status, 200);
  });
  test('A070 RFC 6749 §2.3.1: a removed secret is refused at once, a second one is accepted while it is valid', async () => {
    const { storage, defaultTenant, secrets, clock } = house.house;
    const client = await storage.clients.findClient(defaultTenant.id, 'post');
    assert.ok(client);
    const app = (value: string): App => ({ ...apps.post, secret: value });
    const status = async (value: string) => (await call(house.origin, '/oauth/token', { app: app(value), fields: { grant_type: 'client_credentials', audience: api } })).status;
    const fresh = 'the-next-secret-of-this-application-0123456789';
    await storage.registry.replaceClient({ ...client, secrets: [{ hash: secrets.hash(fresh), expiresAt: undefined }, ...client.secrets] });
    assert.deepEqual([await status(secret), await status(fresh)], [200, 200]);
    await storage.registry.replaceClient({ ...client, secrets: [{ hash: secrets.hash(fresh), expiresAt: undefined }, { hash: secrets.hash(secret), expiresAt: clock.now() - 1 }] });
    assert.deepEqual([await status(secret), await status(fresh)], [401, 200]);
    await storage.registry.replaceClient(client);
    assert.deepEqual([await status(secret), await status(fresh)], [200, 401]);
  });
  test('A068 RFC 6819 §5.1.4.1: no secret stands in the files of the database in clear', async () => {
    const browser = house.browser();
    const { body } = await tokensFor(browser, { app: apps.web, person: people.alice }, { scope: 'openid offline_access' });
    const sought = [secret, people.alice.password, body['access_token'], body['refresh_token'], browser.cookie('gatehouse_session'), browser.cookie('gatehouse_browser')];
    for (const file of await readdir(house.data)) {
      const bytes = await readFile(join(house.data, file)).catch(() => Buffer.alloc(0));
      for (const value of sought) assert.ok(value !== undefined && !bytes.includes(value), file);
    }
  });
});
