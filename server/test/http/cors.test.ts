import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { form, knownOrigin, start, type Running } from './harness.ts';

describe('CORS', () => {
  let running: Running;
  before(async () => { running = await start(); });
  after(() => running.stop());
  const acao = 'access-control-allow-origin';
  const preflight = (path: string, origin: string) => running.ask({ method: 'OPTIONS', path, headers: { origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'content-type,dpop,auth0-client' } });

  for (const origin of ['https://evil.example', 'null', 'https://app.example.evil.com', 'https://app.example:443', 'http://app.example', 'https://app.example/', 'https://APP.example', 'x'.repeat(600)]) {
    test(`A118 Fetch §3.3: the origin ${origin.slice(0, 40)} may read nothing, though the request itself is answered`, async () => {
      for (const path of ['/oauth/token', '/oauth/revoke', '/userinfo']) {
        const answer = await running.ask({ method: 'POST', path, headers: { origin, 'content-type': form }, body: 'a=b' });
        assert.equal(answer.status, 200);
        assert.deepEqual([answer.headers[acao], answer.headers['access-control-allow-credentials'], answer.headers.vary], [undefined, undefined, 'Origin']);
        const asked = await preflight(path, origin);
        assert.deepEqual([asked.status, asked.headers[acao], asked.headers['access-control-allow-headers']], [204, undefined, undefined]);
      }
    });
  }

  test('A118 Fetch §3.3: a registered origin is echoed exactly, with what it may read', async () => {
    const answer = await running.ask({ method: 'POST', path: '/oauth/token', headers: { origin: knownOrigin } });
    assert.deepEqual([answer.headers[acao], answer.headers.vary, answer.headers['access-control-allow-credentials']], [knownOrigin, 'Origin', 'true']);
    for (const name of ['DPoP-Nonce', 'WWW-Authenticate', 'X-Request-Id', 'Retry-After', 'X-RateLimit-Reset']) assert.ok(answer.headers['access-control-expose-headers']?.includes(name));
  });

  test('A118 Fetch §3.3: credentials are allowed at the token and revocation endpoints alone, and never with *', async () => {
    const withCredentials = async (path: string) => (await running.ask({ method: 'POST', path, headers: { origin: knownOrigin } })).headers['access-control-allow-credentials'];
    assert.deepEqual([await withCredentials('/oauth/token'), await withCredentials('/oauth/revoke'), await withCredentials('/userinfo')], ['true', 'true', undefined]);
    const discovery = await running.ask({ path: '/.well-known/openid-configuration', headers: { origin: 'https://evil.example' } });
    assert.deepEqual([discovery.headers[acao], discovery.headers['access-control-allow-credentials']], ['*', undefined]);
  });

  test('A118 Fetch §3.2.2: a preflight names no client; it is answered for origins of the tenant', async () => {
    const answer = await preflight('/oauth/token', knownOrigin);
    assert.deepEqual([answer.status, answer.headers[acao], answer.headers['access-control-max-age'], answer.headers['content-length']], [204, knownOrigin, '600', undefined]);
    assert.equal(answer.headers['access-control-allow-methods'], 'POST');
    assert.equal(answer.headers['access-control-allow-headers'], 'authorization, content-type, auth0-client, dpop, mcp-protocol-version, x-requested-with');
  });

  test('A118 Fetch §3.3: an origin of one tenant means nothing in another', async () => {
    assert.equal((await running.ask({ method: 'POST', path: '/oauth/token', host: 'plain.localhost:4000', headers: { origin: knownOrigin } })).headers[acao], undefined);
  });

  test('A118 Fetch §3.3: pages and the introspection endpoint are for no other origin', async () => {
    for (const path of ['/u/login', '/oauth2/introspect', '/authorize', '/nowhere']) {
      const answer = await running.ask({ method: 'POST', path, headers: { origin: knownOrigin } });
      assert.equal(answer.headers[acao], undefined);
      assert.equal((await preflight(path, knownOrigin)).status, path === '/nowhere' ? 404 : 405);
    }
  });

  test('A118 Fetch §3.3: a script may read a refusal that came before the endpoint', async () => {
    const answer = await running.ask({ method: 'POST', path: '/oauth/token', headers: { origin: knownOrigin, 'content-type': 'application/json; charset=utf-7' }, body: '{}' });
    assert.deepEqual([answer.status, answer.headers[acao]], [415, knownOrigin]);
  });
});
