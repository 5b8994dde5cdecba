import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { openSteps, type Steps } from '../interaction/steps.ts';
import { clientOfTest, locationOf, pageOf, type Visitor } from '../interaction/visitor.ts';

let steps: Steps;
before(async () => {
  steps = await openSteps({ environment: 'development', logoutUris: ['https://tenant.example/bye'] }, [clientOfTest('web', { firstParty: true }), clientOfTest('other'), clientOfTest('off', { enabled: false })]);
  await steps.person('alice@example.com');
});
after(() => steps.close());

let addresses = 0;
async function signedIn() {
  const visitor = steps.visitor(`203.0.113.${++addresses}`);
  await steps.enter(visitor);
  return visitor;
}
const logout = (visitor: Visitor, query: Readonly<Record<string, string>> = {}) => visitor.visit(steps.endpoints.logout, { query });
const isOut = async (visitor: Visitor) => (await steps.silently(visitor)) === 'login_required';

describe('Auth0: /v2/logout signs out without a question', () => {
  test('A146: the session ends, a copy of its cookie too, and the browser goes back to a registered address', async () => {
    const visitor = await signedIn();
    const thief = visitor.twin();
    assert.equal(locationOf(await logout(visitor, { client_id: 'web', returnTo: 'https://web.example/out', auth0Client: 'eyJuYW1lIjoieCJ9' })), 'https://web.example/out');
    assert.equal(visitor.cookies.has('session'), false);
    assert.ok(await isOut(thief));
  });

  test('federated may stand there with and without a value', async () => {
    for (const query of ['federated', 'federated=', 'federated=true']) {
      const visitor = await signedIn();
      const request = { ...visitor.request('/v2/logout'), query: `client_id=web&returnTo=${encodeURIComponent('https://web.example/out')}&${query}` };
      const [line] = await steps.linesOf(async () => { assert.equal(locationOf(await steps.endpoints.logout.handle(request)), 'https://web.example/out'); });
      assert.match(line?.detail ?? '', /"federated":true/);
    }
    const visitor = await signedIn();
    const [line] = await steps.linesOf(() => logout(visitor, { client_id: 'web' }));
    assert.ok(line);
    assert.doesNotMatch(line.detail, /federated/);
  });

  test('without client_id the addresses of the tenant count, with it those of the application too', async () => {
    assert.equal(locationOf(await logout(steps.visitor(), { returnTo: 'https://tenant.example/bye' })), 'https://tenant.example/bye');
    assert.equal(locationOf(await logout(steps.visitor(), { client_id: 'web', returnTo: 'https://tenant.example/bye' })), 'https://tenant.example/bye');
    assert.equal(pageOf(await logout(steps.visitor(), { returnTo: 'https://web.example/out' }), 'logged-out').returnRefused, true);
  });

  test('without returnTo the person reads that they are signed out', async () => {
    const visitor = await signedIn();
    const page = pageOf(await logout(visitor), 'logged-out');
    assert.deepEqual([page.status, page.returnRefused, page.problem], [200, false, undefined]);
    assert.ok(await isOut(visitor));
  });

  test('A015, A017: an address that is not registered is not gone to, and the session ends all the same', async () => {
    const cases = [
      ['web', 'https://web.example/ou'], ['web', 'https://web.example/out/'], ['web', 'https://web.example/out?x'], ['web', 'https://other.example/out'], ['web', '//evil.example'], ['web', '/\\evil.example'],
      ['web', 'https:evil.example'], ['web', '\\\\evil.example'], ['web', '/%09/evil.example'], ['web', '/%5cevil.example'], ['nobody', 'https://web.example/out'], ['off', 'https://off.example/out'],
    ] as const;
    for (const [client, returnTo] of cases) {
      const visitor = await signedIn();
      const page = pageOf(await logout(visitor, { client_id: client, returnTo }), 'logged-out');
      assert.deepEqual([page.status, page.returnRefused], [400, true], returnTo);
      assert.equal(page.problem?.reason, client === 'web' ? 'logout.return_to_not_registered' : 'logout.client_unknown');
      assert.ok(await isOut(visitor));
    }
  });

  test('every logout leaves one line of the log that names who left', async () => {
    const visitor = await signedIn();
    const lines = (await steps.linesOf(() => logout(visitor, { client_id: 'web' }))).filter(({ event }) => event === 'logout');
    assert.equal(lines.length, 1);
    assert.deepEqual([lines[0]?.result, lines[0]?.clientId, lines[0]?.userId?.startsWith('auth0|')], ['allowed', 'web', true]);
  });
});
