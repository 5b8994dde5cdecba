import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { answerOf, authorizeUrl, exchange, newPkce, refresh, signIn, tokensFor } from '../flows/app.ts';
import { pageOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const day = 86_400;
let house: RunningHouse;
let clock: MovableClock;
beforeEach(async () => { clock = new MovableClock(); house = await startHouse({ clock }); });
afterEach(() => house.stop());

describe('Lifetimes, with a clock that a test moves', () => {
  test('A041 RFC 6749 §4.1.2: a code is good for 60 seconds and not for one more', async () => {
    const newCode = async () => {
      const pkce = newPkce();
      return { pkce, code: answerOf(await signIn(house.browser(), authorizeUrl(apps.web, pkce), people.alice)).get('code') ?? '' };
    };
    const redeem = ({ pkce, code }: Awaited<ReturnType<typeof newCode>>) => exchange(house.origin, apps.web, { code, code_verifier: pkce.verifier });
    const late = await newCode();
    clock.advance(61);
    const refused = await redeem(late);
    assert.deepEqual([refused.status, refused.body['error']], [400, 'invalid_grant']);
    assert.match(refused.body['error_description'] ?? '', /too old\. Received: 6\d s\. Expected: at most 60 s\./);
    const inTime = await newCode();
    clock.advance(50);
    assert.equal((await redeem(inTime)).status, 200);
  });

  test('A079 RFC 9700 §4.14.2: a refresh token ends after 30 idle days, and a family after its absolute lifetime however often it is used', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access' });
    clock.advance(31 * day);
    assert.equal((await refresh(house.origin, apps.web, body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
    let token = (await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access' })).body['refresh_token'] ?? '';
    let days = 0;
    for (; days < 400; days += 25) {
      clock.advance(25 * day);
      const next = await refresh(house.origin, apps.web, token);
      if (next.status !== 200) break;
      token = next.body['refresh_token'] ?? '';
    }
    assert.ok(days >= 325 && days <= 365, `the family lived ${days} days`);
  });

  test('Seed rows 126, 140 RFC 6750 §3.1: an access token is refused when its time is over, opaque and JWT', async () => {
    for (const over of [{}, { audience: api }]) {
      const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access', ...over });
      const status = async () => (await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status;
      clock.advance(day - 60);
      assert.equal(await status(), 200);
      clock.advance(61);
      assert.equal(await status(), 401);
    }
  });

  test('A147 OIDC Core §3.1.2.3: a session ends after three idle days, and after seven days in any case, whatever the cookie says', async () => {
    const browser = house.browser();
    await tokensFor(browser, { app: apps.web, person: people.alice });
    const signedIn = async () => pageOf(await browser.follow(await browser.get(authorizeUrl(apps.post, newPkce())))) !== 'login';
    for (let i = 0; i < 2; i++) { clock.advance(2 * day); assert.equal(await signedIn(), true); }
    clock.advance(3 * day + 1);
    assert.equal(await signedIn(), false);
    await tokensFor(browser, { app: apps.web, person: people.alice });
    for (let i = 0; i < 3; i++) { clock.advance(2 * day); assert.equal(await signedIn(), true); }
    clock.advance(day + 1);
    assert.equal(await signedIn(), false);
  });

  test('RFC 9700 §4.7: a sign-in page that was left open too long starts again from the application', async () => {
    const browser = house.browser();
    const page = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
    clock.advance(1801);
    const late = await signIn(browser, page, people.alice);
    assert.equal(pageOf(late), 'error');
    assert.match(late.text, /too old/);
  });
});
