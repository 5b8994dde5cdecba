import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, claimsOf, newPkce, signIn, type App } from '../flows/app.ts';
import { addApp, switchOn } from '../flows/arrangements.ts';
import { hiddenFields, pageOf, reasonOf, type Answer } from '../flows/browser.ts';
import { people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { addExampleApp, example, userinfo } from './examples.ts';

let house: RunningHouse;
let open: App;
before(async () => {
  house = await startHouse();
  await switchOn(house, 'implicit', 'hybrid');
  open = await addExampleApp(house, example.asks, { responseTypes: ['code', 'token', 'id_token', 'id_token token', 'code id_token token'], legacyFlows: ['implicit', 'hybrid'] });
  await addApp(house, 'declined', { firstParty: false, redirectUris: [example.redirectUri] });
});
after(() => house.stop());

const none = { code_challenge: '', code_challenge_method: '', state: example.state, scope: example.scope };
const asked = (app: App, over: Record<string, string>): Promise<Answer> => signIn(house.browser(), authorizeUrl(app, newPkce(), { ...none, ...over }), people.alice);

describe('Authorization responses', () => {
  test('Seed row 87: code and state go to the registered address in the query; a code needs no escaping in an address, unlike that of the example', async () => {
    for (let times = 0; times < 10; times++) {
      const { location = '', status } = await asked(open, {});
      assert.equal(status, 302);
      assert.ok(location.startsWith(`${example.redirectUri}?`));
      const code = /[?&]code=([^&]*)/.exec(location)?.[1] ?? '';
      assert.match(code, /^[A-Za-z0-9_-]{40,}$/);
      assert.equal(new URL(location).searchParams.get('code'), code);
      assert.equal(new URL(location).searchParams.get('state'), example.state);
    }
    assert.notEqual(new URL(`${example.redirectUri}?code=${example.code}`).searchParams.get('code'), example.code, 'a plus in an address is a space');
  });

  test('Seed row 88: an access token goes into the fragment, with its lifetime and the state, and never into the query, whatever is asked', async () => {
    const { location = '' } = await asked(open, { response_type: 'token' });
    assert.ok(location.startsWith(`${example.redirectUri}#`));
    const answer = new URLSearchParams(location.split('#')[1]);
    assert.deepEqual([answer.get('state'), answer.get('token_type'), answer.get('expires_in'), answer.get('refresh_token')], [example.state, 'Bearer', '86400', null]);
    assert.equal((await userinfo(house, answer.get('access_token') ?? '')).status, 200);
    for (const mode of ['query', 'query.jwt']) {
      const refused = await asked(open, { response_type: 'token', response_mode: mode });
      assert.ok(refused.location?.startsWith(`${example.redirectUri}#`), mode);
      assert.ok(refused.location?.includes('access_token') === false);
    }
    assert.equal(answerOf(await asked(open, { response_type: 'token', response_mode: 'query' })).get('error'), 'invalid_request');
  });

  test('Seed row 89: an ID token through the browser stands in the fragment or in a form, for this application and this nonce', async () => {
    for (const type of ['id_token', 'id_token token', 'code id_token token']) {
      const { location = '' } = await asked(open, { response_type: type, nonce: 'n-1' });
      assert.ok(location.startsWith(`${example.redirectUri}#`), type);
      const claims = claimsOf(answerOf({ location } as Answer).get('id_token') ?? '');
      assert.deepEqual([claims['iss'], claims['aud'], claims['nonce']], [house.issuer, example.asks, 'n-1']);
    }
  });

  test('Seed row 90: the page that posts itself carries the answer in fields, to the registered address, and its address carries nothing', async () => {
    for (const over of [{ response_type: 'code' }, { response_type: 'id_token', nonce: 'n-1' }, { response_type: 'id_token token', nonce: 'n-1' }]) {
      const page = await asked(open, { ...over, response_mode: 'form_post' });
      assert.deepEqual([page.status, page.location, pageOf(page)], [200, undefined, 'form-post']);
      assert.match(page.text, new RegExp(`<form[^>]*action="${example.redirectUri}"`));
      assert.match(page.text, /<form[^>]*method="post"/i);
      const fields = hiddenFields(page.text);
      assert.deepEqual(['code', 'id_token', 'access_token'].map((name) => name in fields), [over.response_type === 'code', over.response_type.includes('id_token'), over.response_type.includes(' token')]);
      assert.equal(fields['state'], example.state);
      assert.match(page.headers.get('cache-control') ?? '', /no-store/);
    }
  });

  test('Seed row 91: Decline goes back as access_denied with the state, and nothing was granted', async () => {
    const browser = house.browser();
    const app: App = { ...open, id: 'declined' };
    let at = await browser.follow(await browser.get(authorizeUrl(app, newPkce(), { state: example.state })));
    at = await browser.follow(await browser.post('/u/login', { ...hiddenFields(at.text), username: people.alice.email, password: people.alice.password, action: 'default' }));
    assert.equal(pageOf(at), 'consent');
    at = await browser.follow(await browser.post('/u/consent', { ...hiddenFields(at.text), action: 'decline' }));
    assert.deepEqual([answerOf(at).get('error'), answerOf(at).get('state'), answerOf(at).get('code')], ['access_denied', example.state, null]);
    assert.equal(pageOf(await browser.follow(await browser.get(authorizeUrl(app, newPkce())))), 'consent', 'asked again the next time');
  });

  test('Seed row 92: an unknown application, or an address that is not its own, ends on our page, with the reason and without a redirect', async () => {
    for (const [over, reason] of [[{ client_id: example.redeems }, 'client.unknown'], [{ redirect_uri: `${example.redirectUri}/` }, 'redirect_uri.not_registered'], [{ redirect_uri: 'https://www.piedpiper.com.evil.example/login' }, 'redirect_uri.not_registered']] as const) {
      for (const more of [{}, { prompt: 'none' }, { response_type: 'nonsense' }]) {
        const page = await house.browser().get(authorizeUrl(open, newPkce(), { ...none, ...over, ...more }));
        assert.deepEqual([page.status, page.location, pageOf(page), reasonOf(page)], [400, undefined, 'error', reason]);
      }
    }
  });

  test('Seed row 93: every answer and every error through the browser names its issuer', async () => {
    for (const over of [{}, { response_type: 'token' }, { prompt: 'none' }, { scope: 'openid  x' }, { response_type: 'nonsense' }]) {
      const answer = answerOf('prompt' in over ? await house.browser().get(authorizeUrl(open, newPkce(), { ...none, ...over })) : await asked(open, over));
      assert.equal(answer.get('iss'), house.issuer, JSON.stringify(over));
    }
    assert.equal(hiddenFields((await asked(open, { response_mode: 'form_post' })).text)['iss'], house.issuer);
  });
});
