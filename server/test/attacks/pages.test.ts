import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, claimsOf, exchange, newPkce, signIn, tokensFor } from '../flows/app.ts';
import { hiddenFields, pageOf } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

describe('CS, SE: pages and sessions over HTTP', () => {
  test('A141 RFC 9207 §2: every answer through the browser carries iss, errors and all response modes too; discovery says so', async () => {
    const browser = house.browser();
    await tokensFor(browser, { app: apps.web, person: people.alice });
    for (const over of [{}, { prompt: 'none' }, { prompt: 'magic' }, { response_type: 'token' }, { scope: '"' }]) for (const mode of ['query', 'fragment']) {
      assert.equal(answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { ...over, response_mode: mode }))).get('iss'), house.issuer, JSON.stringify(over));
    }
    for (const mode of ['form_post', 'web_message']) {
      const page = await browser.get(authorizeUrl(apps.web, newPkce(), { response_mode: mode }));
      assert.equal(page.status, 200);
      assert.ok(page.text.includes(house.issuer));
    }
    const metadata = await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json() as Record<string, unknown>;
    assert.equal(metadata['authorization_response_iss_parameter_supported'], true);
  });
  test('OAuth Form Post §2: the answer is a form to exactly the registered URI', async () => {
    const browser = house.browser();
    await tokensFor(browser, { app: apps.web, person: people.alice });
    const pkce = newPkce();
    const page = await browser.get(authorizeUrl(apps.web, pkce, { response_mode: 'form_post', state: 'a"><script>' }));
    assert.match(page.text, /<form[^>]+action="https:\/\/rp\.example\/cb"/);
    const fields = hiddenFields(page.text);
    assert.equal(fields['state'], 'a"><script>');
    assert.equal((await exchange(house.origin, apps.web, { code: fields['code'] ?? '', code_verifier: pkce.verifier })).status, 200);
  });
  test('A145 OIDC Core §3.1.2.3: when somebody else signs in at prompt=login, the code is for who signed in last, with a new sid', async () => {
    const browser = house.browser();
    const first = claimsOf((await tokensFor(browser, { app: apps.web, person: people.alice })).body['id_token']);
    const second = claimsOf((await tokensFor(browser, { app: apps.web, person: people.bob }, { prompt: 'login' })).body['id_token']);
    assert.notEqual(second['sub'], first['sub']);
    assert.notEqual(second['sid'], first['sid']);
    assert.equal(second['email'], people.bob.email);
  });
  test('A145 OIDC Core §3.1.2.3: prompt=login that is left unfinished gives nobody a code, and the old session goes on as it was', async () => {
    const browser = house.browser();
    const first = claimsOf((await tokensFor(browser, { app: apps.web, person: people.alice })).body['id_token']);
    const start = await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'login' }));
    const state = new URL(start.location ?? '', house.origin).searchParams.get('state') ?? '';
    const resumed = await browser.get(`/authorize/resume?state=${state}`);
    assert.equal(new URL(resumed.location ?? '', house.origin).pathname, '/u/login');
    assert.equal(claimsOf((await tokensFor(browser, { app: apps.web, person: people.alice })).body['id_token'])['sid'], first['sid']);
  });
  test('A144 RFC 9700 §4.7: a finished sign-in can not be resumed again, and two tabs that finish at once get one code', async () => {
    const browser = house.browser();
    const page = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
    const posted = await browser.post('/u/login', { ...hiddenFields(page.text), username: people.alice.email, password: people.alice.password, action: 'default' });
    const answers = await Promise.all([1, 2, 3, 4].map(() => browser.get(posted.location ?? '')));
    assert.equal(answers.filter((answer) => answer.location?.startsWith('https://rp.example/cb?code=')).length, 1);
    assert.equal(pageOf(await browser.get(posted.location ?? '')), 'error');
    const elsewhere = house.browser();
    assert.equal(pageOf(await elsewhere.get(posted.location ?? '')), 'error');
  });
  test('A166 OIDC Core §3.1.2.3: an unknown user and a wrong password look the same; a blocked user is told only after the right password', async () => {
    const attempt = async (email: string, password: string) => {
      const browser = house.browser();
      const page = await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce())));
      return signIn(browser, page, { email, password });
    };
    const normal = (text: string) => text.replaceAll(/value="[^"]*"|req_[\w-]+|state=[\w-]+/g, '').replaceAll(/nobody@example.com|alice@example.com|carol@example.com/g, '');
    const wrong = await attempt(people.alice.email, 'not the password');
    const unknown = await attempt('nobody@example.com', 'not the password');
    const blocked = await attempt(people.carol.email, 'not the password');
    assert.deepEqual([unknown.status, blocked.status], [wrong.status, wrong.status]);
    assert.equal(normal(unknown.text), normal(wrong.text));
    assert.equal(normal(blocked.text), normal(wrong.text));
    assert.match((await attempt(people.carol.email, people.carol.password)).text, /data-reason="login\.blocked"/);
  });
  test('A229 RFC 6749 §3.3: lists of absurd length are refused', async () => {
    const long = Array.from({ length: 2000 }, (_, i) => `s${i}`).join(' ');
    assert.equal(answerOf(await house.browser().post('/authorize', authorizeUrl(apps.web, newPkce(), { scope: long }).slice('/authorize?'.length))).get('error'), 'invalid_scope');
    const resources = Array.from({ length: 200 }, (_, i) => `resource=https%3A%2F%2Fa${i}.example`).join('&');
    assert.equal((await house.browser().get(`${authorizeUrl(apps.web, newPkce())}&${resources}`)).status, 400);
  });
  test('A231 RFC 6819 §4.4.1.11: sign-ins that nobody finishes are swept away when they are too old', async () => {
    const { storage, clock } = house.house;
    for (let i = 0; i < 200; i++) await house.browser().get(authorizeUrl(apps.web, newPkce()));
    let swept = 0;
    for (let rounds = 0; rounds < 20; rounds++) swept += await storage.sweepExpired(clock.now() + 7200);
    assert.ok(swept >= 200, `${swept} rows were swept`);
  });
});
