import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, exchange, newPkce, refresh, signIn, type Pkce } from '../flows/app.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

const browserOf = new Map<string, ReturnType<RunningHouse['browser']>>();
async function newCode(over: Record<string, string> = {}, app = apps.web): Promise<{ readonly code: string; readonly pkce: Pkce }> {
  const pkce = newPkce();
  const browser = browserOf.get('alice') ?? house.browser();
  browserOf.set('alice', browser);
  return { pkce, code: answerOf(await signIn(browser, authorizeUrl(app, pkce, over), people.alice)).get('code') ?? '' };
}
const redeem = ({ code, pkce }: { readonly code: string; readonly pkce: Pkce }, over: Record<string, string> = {}, app = apps.web) => exchange(house.origin, app, { code, code_verifier: pkce.verifier, ...over });
const userinfo = async (token: string | undefined) => (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${token ?? ''}` } })).status;

describe('AC: authorization codes', () => {
  test('A035 RFC 6749 §4.1.2: a second redemption is refused, and every token of the first is dead', async () => {
    const code = await newCode({ scope: 'openid offline_access' });
    const first = await redeem(code);
    assert.equal(first.status, 200);
    assert.equal(await userinfo(first.body['access_token']), 200);
    const second = await redeem(code);
    assert.deepEqual([second.status, second.body['error']], [400, 'invalid_grant']);
    assert.match(second.body['error_description'] ?? '', /used before/);
    assert.equal(await userinfo(first.body['access_token']), 401);
    assert.equal((await refresh(house.origin, apps.web, first.body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
  });
  test('A036 RFC 6749 §4.1.2: a replay with a wrong verifier, secret or client leaves the rightful tokens alive', async () => {
    const code = await newCode();
    const first = await redeem(code);
    assert.equal((await redeem(code, { code_verifier: newPkce().verifier })).body['error'], 'invalid_grant');
    assert.equal((await redeem(code, {}, { ...apps.web, secret: 'wrong' })).status, 401);
    assert.equal((await redeem(code, {}, apps.strict)).body['error'], 'invalid_grant');
    assert.equal(await userinfo(first.body['access_token']), 200);
  });
  test('A039 RFC 6749 §4.1.3: a code of another client is refused and stays usable for its owner', async () => {
    const code = await newCode();
    for (const app of [apps.strict, apps.spa]) assert.equal((await redeem(code, {}, app)).body['error'], 'invalid_grant');
    assert.equal((await redeem(code, { client_id: 'strict' })).status, 401);
    assert.equal((await redeem(code)).status, 200);
  });
  test('A040 RFC 6749 §4.1.3: the redirect_uri must be the same, character for character', async () => {
    const code = await newCode();
    for (const uri of ['', 'https://rp.example/cb/', 'https://rp.example/%63b', 'https://third.example/cb']) {
      const refused = await redeem(code, { redirect_uri: uri });
      assert.equal(refused.body['error'], 'invalid_grant', uri);
    }
    assert.equal((await redeem(code)).status, 200);
  });
  test('A042 RFC 6749 §5.2: a code of a blocked or deleted user, or a disabled client, is refused', async () => {
    const { storage, defaultTenant, clock } = house.house;
    const user = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', people.alice.email);
    assert.ok(user);
    const code = await newCode();
    await storage.users.setBlocked(defaultTenant.id, user.id, true, clock.now());
    assert.match((await redeem(code)).body['error_description'] ?? '', /user is blocked/);
    await storage.users.setBlocked(defaultTenant.id, user.id, false, clock.now());
    const client = await storage.clients.findClient(defaultTenant.id, 'strict');
    assert.ok(client);
    const other = await newCode({}, apps.strict);
    await storage.registry.replaceClient({ ...client, enabled: false });
    assert.equal((await redeem(other, {}, apps.strict)).status, 401);
    await storage.registry.replaceClient(client);
    await storage.registry.replaceClient({ ...client, grantTypes: ['refresh_token'] });
    assert.equal((await redeem(other, {}, apps.strict)).body['error'], 'unauthorized_client');
    await storage.registry.replaceClient(client);
    assert.equal((await redeem(other, {}, apps.strict)).status, 200);
  });
  test('A044 RFC 6749 §4.1.3: a truncated, extended, case-flipped, padded or wrapped code is refused, and the code stays usable', async () => {
    const code = await newCode();
    const { code: text } = code;
    const flipped = text.replace(/[a-zA-Z]/, (letter) => (letter === letter.toUpperCase() ? letter.toLowerCase() : letter.toUpperCase()));
    for (const bad of [text.slice(0, -1), `${text}A`, flipped, `${text}=`, ` ${text}`, `${text} `, text.slice(1)]) assert.equal((await redeem({ ...code, code: bad })).body['error'], 'invalid_grant', bad);
    assert.equal((await redeem(code)).status, 200);
  });
  test('A045 RFC 6749 §10.10: codes have 216 random bits and show no counter', async () => {
    const codes = new Set<string>();
    for (let i = 0; i < 20; i++) codes.add((await newCode()).code);
    assert.equal(codes.size, 20);
    for (const code of codes) assert.match(code, /^[A-Za-z0-9_-]{44}$/);
    for (let position = 0; position < 44; position++) assert.ok(new Set([...codes].map((code) => code[position])).size > 4, `position ${position}`);
  });
});

describe('PK: PKCE over HTTP', () => {
  test('A047, A048, A049, A050 RFC 9700 §2.1.1: a missing, plain, unknown or malformed challenge goes back as invalid_request', async () => {
    const bad: Record<string, string>[] = [{ code_challenge: '', code_challenge_method: '' }, { code_challenge_method: 'plain' }, { code_challenge_method: '' }, { code_challenge_method: 's256' }, { code_challenge: 'a'.repeat(42) }, { code_challenge: 'a'.repeat(129) }, { code_challenge: `${'a'.repeat(42)}=` }];
    for (const app of [apps.web, apps.spa]) for (const over of bad) {
      const answer = answerOf(await house.browser().get(authorizeUrl(app, newPkce(), over)));
      assert.equal(answer.get('error'), 'invalid_request', JSON.stringify(over));
      assert.equal(answer.get('iss'), house.issuer);
      assert.equal(answer.get('state'), 'st-1');
    }
  });
  test('A048 RFC 9700 §2.1.1: switched off for one confidential client it is not needed, and A052: a verifier without a challenge is refused', async () => {
    const app = apps.noPkce;
    const without = { code_challenge: '', code_challenge_method: '' };
    const plain = await newCode(without, app);
    assert.equal((await exchange(house.origin, app, { code: plain.code })).status, 200);
    assert.equal((await redeem(await newCode(without, app), {}, app)).body['error'], 'invalid_grant');
  });
  test('A051, A054 RFC 7636 §4.6: wrong verifiers are refused, do not burn the code, and are throttled', async () => {
    const code = await newCode();
    for (const bad of ['', newPkce().verifier, code.pkce.challenge, code.pkce.verifier.slice(0, 42), 'a'.repeat(129)]) assert.equal((await redeem(code, { code_verifier: bad })).body['error'], 'invalid_grant');
    assert.equal((await redeem(code)).status, 200);
    const guessed = await newCode();
    const statuses = [];
    for (let i = 0; i < 30; i++) statuses.push((await redeem(guessed, { code_verifier: newPkce().verifier })).status);
    assert.equal(statuses[0], 400);
    assert.equal(statuses.at(-1), 429);
  });
  test('A055 RFC 8414 §2: discovery lists exactly S256', async () => {
    const metadata = await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json() as Record<string, unknown>;
    assert.deepEqual(metadata['code_challenge_methods_supported'], ['S256']);
  });
});
