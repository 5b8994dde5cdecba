import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pageOf, reasonOf } from '../flows/browser.ts';
import { MovableClock } from '../flows/clock.ts';
import { everyType, holdsAll, openSuite, run, type Suite } from './suite.ts';

describe('OpenID conformance: who is signed in, and for how long', () => {
  let suite: Suite;
  const clock = new MovableClock();
  before(async () => { suite = await openSuite({ clock }); });
  after(() => suite.stop());

  for (const type of everyType) {
    test(`oidcc-prompt-login: ${type}: the person signs in again, and auth_time says so`, async () => {
      const first = await run(suite, { type });
      const before = await holdsAll(suite, type, first);
      clock.advance(3);
      const second = await run(suite, { type, browser: first.browser, over: { prompt: 'login' } });
      const claims = await holdsAll(suite, type, second);
      assert.ok(second.pages.includes('login'));
      assert.equal(claims.sub, before.sub);
      assert.ok(Number(claims['auth_time']) > Number(before['auth_time']));
    });

    test(`oidcc-prompt-none-not-logged-in: ${type}: login_required goes back without a page`, async () => {
      const done = await run(suite, { type, over: { prompt: 'none' } });
      assert.deepEqual([done.fields.get('error'), done.fields.get('state'), done.fields.get('iss')], ['login_required', 'st-'.padEnd(128, 'x'), suite.house.issuer]);
      assert.ok(done.answer.location?.startsWith(`${suite.app.redirectUri}${type === 'code' ? '?' : '#'}`));
      assert.deepEqual([...done.fields.keys()].sort(), ['error', 'error_description', 'error_uri', 'iss', 'state']);
    });

    test(`oidcc-prompt-none-logged-in: ${type}: consent is remembered, and the same sign-in answers`, async () => {
      const first = await run(suite, { type });
      const before = await holdsAll(suite, type, first);
      const second = await run(suite, { type, browser: first.browser, over: { prompt: 'none' } });
      const claims = await holdsAll(suite, type, second);
      assert.deepEqual([second.pages, claims.sub, claims['auth_time']], [[], before.sub, before['auth_time']]);
    });

    test(`oidcc-max-age-1: ${type}: after more than a second the person signs in again`, async () => {
      const first = await run(suite, { type });
      const before = await holdsAll(suite, type, first);
      clock.advance(2);
      const second = await run(suite, { type, browser: first.browser, over: { max_age: '1' } });
      assert.ok(second.pages.includes('login'));
      assert.ok(Number((await holdsAll(suite, type, second))['auth_time']) > Number(before['auth_time']));
    });

    test(`oidcc-max-age-10000: ${type}: no page, and auth_time is that of the first`, async () => {
      const first = await run(suite, { type });
      const before = await holdsAll(suite, type, first);
      clock.advance(2);
      const second = await run(suite, { type, browser: first.browser, over: { max_age: '10000' } });
      const claims = await holdsAll(suite, type, second);
      assert.deepEqual([second.pages, claims['auth_time']], [[], before['auth_time']]);
    });

    test(`oidcc-id-token-hint: ${type}: the hint of the first answer brings a silent second one`, async () => {
      const first = await run(suite, { type });
      const before = await holdsAll(suite, type, first);
      const second = await run(suite, { type, browser: first.browser, over: { prompt: 'none', id_token_hint: first.idToken ?? '' } });
      const claims = await holdsAll(suite, type, second);
      assert.deepEqual([claims.sub, claims['auth_time']], [before.sub, before['auth_time']]);
    });

    test(`oidcc-ensure-registered-redirect-uri: ${type}: an error page, and nothing is sent there`, async () => {
      const done = await run(suite, { type, over: { redirect_uri: `${suite.app.redirectUri}/more` } });
      assert.deepEqual([done.answer.status, done.answer.location, pageOf(done.answer), reasonOf(done.answer)], [400, undefined, 'error', 'redirect_uri.not_registered']);
    });
  }

  test('OIDC Core §5.5.1: a demanded sub of somebody else is login_required, that of the person is answered', async () => {
    const first = await run(suite, { type: 'code' });
    const { sub = '' } = await holdsAll(suite, 'code', first);
    const demand = (value: string) => ({ prompt: 'none', claims: JSON.stringify({ id_token: { sub: { value } } }) });
    assert.equal((await run(suite, { type: 'code', browser: first.browser, over: demand('auth0|somebody') })).fields.get('error'), 'login_required');
    assert.equal((await run(suite, { type: 'code', browser: first.browser, over: demand(sub) })).fields.get('error'), null);
  });

  test('OIDC Core §5.5.1.1: an essential acr that this tenant can not vouch for is unmet_authentication_requirements; a voluntary one is passed over', async () => {
    const essential = await run(suite, { type: 'code', over: { claims: JSON.stringify({ id_token: { acr: { essential: true, values: ['urn:example:gold'] } } }) } });
    assert.equal(essential.fields.get('error'), 'unmet_authentication_requirements');
    assert.match(essential.fields.get('error_description') ?? '', /urn:example:gold/);
    const voluntary = await run(suite, { type: 'code', over: { acr_values: 'urn:example:gold' } });
    assert.equal((await holdsAll(suite, 'code', voluntary))['acr'], 'urn:gatehouse:acr:password');
    const met = await run(suite, { type: 'code', over: { claims: JSON.stringify({ id_token: { acr: { essential: true, value: 'urn:gatehouse:acr:password' } } }) } });
    assert.equal((await holdsAll(suite, 'code', met))['acr'], 'urn:gatehouse:acr:password');
  });
});
