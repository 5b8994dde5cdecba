import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, call, claimsOf, exchange, newPkce, refresh, signIn, type Fields } from './app.ts';
import { hiddenFields, pageOf } from './browser.ts';
import { api, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const payment = { type: 'payment', instructedAmount: { currency: 'EUR', amount: '12.30' }, creditor: '<b>Shop</b>' };
const account = { type: 'account', actions: ['read'] };

describe('RFC 9396: authorization details', () => {
  let house: RunningHouse;
  before(async () => {
    house = await startHouse();
    const { storage, defaultTenant } = house.house;
    const known = await storage.clients.findResourceServer(defaultTenant.id, api);
    assert.ok(known !== undefined);
    await storage.registry.replaceResourceServer({ ...known, authorizationDetailTypes: ['payment', 'account'] });
  });
  after(() => house.stop());
  const ask = (details: unknown, over: Fields = {}): Fields => ({ audience: api, scope: 'openid offline_access read:things', authorization_details: typeof details === 'string' ? details : JSON.stringify(details), ...over });

  test('RFC 9396 §7, RFC 9396 §11: the person sees the details each time, and they come back in the answer, in the token and in introspection', async () => {
    const browser = house.browser();
    for (let round = 0; round < 2; round++) {
      const pkce = newPkce();
      let page = await browser.follow(await browser.get(authorizeUrl(apps.web, pkce, ask([payment, account]))));
      if (pageOf(page) === 'login') page = await browser.follow(await browser.post('/u/login', { ...hiddenFields(page.text), username: people.alice.email, password: people.alice.password, action: 'default' }));
      assert.equal(pageOf(page), 'consent', 'a first-party application too, and again the second time');
      assert.ok(page.text.includes('12.30') && page.text.includes('instructedAmount') && page.text.includes('&lt;b>Shop'), 'word for word, and inert');
      const done = await browser.follow(await browser.post('/u/consent', { ...hiddenFields(page.text), action: 'accept' }));
      const tokens = await exchange(house.origin, apps.web, { code: answerOf(done).get('code') ?? '', code_verifier: pkce.verifier });
      assert.deepEqual(tokens.body['authorization_details'], [payment, account]);
      assert.deepEqual(claimsOf(tokens.body['access_token'])['authorization_details'], [payment, account]);
      const narrowed = await refresh(house.origin, apps.web, { refresh_token: tokens.body['refresh_token'] ?? '', authorization_details: JSON.stringify([{ actions: ['read'], type: 'account' }]) });
      assert.deepEqual(claimsOf(narrowed.body['access_token'])['authorization_details'], [account]);
      const beyond = await refresh(house.origin, apps.web, { refresh_token: narrowed.body['refresh_token'] ?? '', authorization_details: JSON.stringify([{ ...payment, instructedAmount: { currency: 'EUR', amount: '99.00' } }]) });
      assert.deepEqual([beyond.status, beyond.body['error']], [400, 'invalid_authorization_details']);
    }
  });

  for (const [what, details] of [['no JSON', 'x'], ['an object', '{"type":"payment"}'], ['nothing', '[]'], ['no type', '[{"a":1}]'], ['a type that the API does not know', '[{"type":"other"}]'], ['too many', JSON.stringify(Array.from({ length: 21 }, () => account))]] as const) {
    test(`RFC 9396 §5: ${what} is invalid_authorization_details`, async () => {
      const browser = house.browser();
      const answer = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), ask(details))));
      assert.equal(answerOf(answer).get('error'), 'invalid_authorization_details');
    });
  }

  test('RFC 9396 §5: a request that names no API has no types to choose from', async () => {
    const browser = house.browser();
    const answer = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), ask([payment], { audience: '' }))));
    assert.equal(answerOf(answer).get('error'), 'invalid_authorization_details');
  });

  test('prompt=none can not ask, so details are consent_required', async () => {
    const browser = house.browser();
    await signIn(browser, authorizeUrl(apps.web, newPkce()), people.bob);
    const answer = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), ask([payment], { prompt: 'none' }))));
    assert.equal(answerOf(answer).get('error'), 'consent_required');
  });

  test('A token endpoint that is asked for details that were never granted refuses', async () => {
    const browser = house.browser();
    const pkce = newPkce();
    const code = answerOf(await signIn(browser, authorizeUrl(apps.web, pkce), people.bob)).get('code') ?? '';
    const refused = await call(house.origin, '/oauth/token', { app: apps.web, fields: { grant_type: 'authorization_code', code, code_verifier: pkce.verifier, redirect_uri: apps.web.redirectUri, authorization_details: JSON.stringify([payment]) } });
    assert.equal(refused.body['error'], 'invalid_authorization_details');
  });
});
