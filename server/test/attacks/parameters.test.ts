import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, exchange, newPkce, signIn } from '../flows/app.ts';
import { pageOf, reasonOf } from '../flows/browser.ts';
import { apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

const basic = `Basic ${Buffer.from(`web:${apps.web.secret ?? ''}`).toString('base64')}`;
const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${house.origin}${path}`, { method: 'POST', body, headers: { 'content-type': 'application/x-www-form-urlencoded', authorization: basic, ...headers } });
  const text = await response.text();
  return { status: response.status, headers: response.headers, error: text.startsWith('{') ? (JSON.parse(text) as Record<string, string>)['error'] : undefined, text };
};

describe('PH: parameters', () => {
  test('A021 RFC 6749 §3.1: a doubled parameter at /authorize is refused; a doubled client_id or redirect_uri never redirects', async () => {
    for (const name of ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'code_challenge', 'prompt', 'response_mode']) {
      const answer = await house.browser().get(`${authorizeUrl(apps.web, newPkce(), { nonce: 'n', prompt: 'login', response_mode: 'query' })}&${name}=again`);
      assert.equal(answer.status, 400, name);
      assert.equal(answer.location, undefined);
      assert.equal(reasonOf(answer), 'request.parameter_repeated');
    }
  });
  test('A022 RFC 6749 §3.2: a doubled parameter at the token endpoint is refused and does not burn the code', async () => {
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(apps.web, pkce), people.alice)).get('code') ?? '';
    const fields = new URLSearchParams({ grant_type: 'authorization_code', code, redirect_uri: apps.web.redirectUri, code_verifier: pkce.verifier, client_id: 'web', scope: 'openid', refresh_token: 'x', client_assertion: 'y' });
    for (const name of fields.keys()) {
      const refused = await post('/oauth/token', `${fields.toString()}&${name}=again`);
      assert.deepEqual([refused.status, refused.error], [400, 'invalid_request'], name);
    }
    assert.equal((await exchange(house.origin, apps.web, { code, code_verifier: pkce.verifier })).status, 200);
  });
  test('A024 RFC 6749 §3.1: parameters of query and body are never merged', async () => {
    const answer = await house.browser().post(authorizeUrl(apps.web, newPkce()), { client_id: 'web3p' });
    assert.equal(answer.status, 400);
    assert.equal(reasonOf(answer), 'request.parameters_in_query');
  });
  test('OIDC Core §3.1.2.1: POST /authorize with a form works', async () => {
    const answer = await house.browser().post('/authorize', authorizeUrl(apps.web, newPkce()).slice('/authorize?'.length));
    assert.equal(answer.status, 303);
    assert.match(answer.location ?? '', /^\/u\/login/);
  });
  test('A025 RFC 6749 §2.3.1: parameters in the query of the token endpoint are refused, even when they are right', async () => {
    for (const query of ['grant_type=client_credentials', 'client_secret=x', 'foo=1']) assert.deepEqual((({ status, error }) => [status, error])(await post(`/oauth/token?${query}`, 'grant_type=refresh_token')), [400, 'invalid_request']);
  });
  test('A026 RFC 6749 §3.2: other methods are refused with Allow', async () => {
    for (const path of ['/oauth/token', '/oauth/revoke', '/oauth2/introspect', '/oauth2/token', '/oauth/par']) for (const method of ['GET', 'PUT', 'HEAD', 'DELETE']) {
      const response = await fetch(`${house.origin}${path}`, { method });
      assert.equal(response.status, 405, `${method} ${path}`);
      assert.match(response.headers.get('allow') ?? '', /POST/);
    }
  });
  test('A027 Auth0: JSON bodies work and follow the same rules', async () => {
    const json = (body: unknown) => post('/oauth/token', JSON.stringify(body), { 'content-type': 'application/json' });
    assert.equal((await json({ grant_type: 'refresh_token', refresh_token: 'x' })).error, 'invalid_grant');
    for (const value of [['a'], { $gt: '' }, 1, true, null]) assert.deepEqual((({ status, error }) => [status, error])(await json({ grant_type: 'authorization_code', code: value })), [400, 'invalid_request']);
  });
  test('A029 RFC 6749 §3.2: bodies under a wrong name are refused', async () => {
    for (const type of ['text/plain', 'multipart/form-data; boundary=x', 'application/json;charset=utf-7']) assert.ok([400, 415].includes((await post('/oauth/token', 'grant_type=refresh_token', { 'content-type': type })).status), type);
    assert.equal((await post('/oauth/token', 'grant_type=refresh_token', { 'content-type': 'application/json' })).status, 400);
    assert.equal((await post('/oauth/token', '{"grant_type":"refresh_token"}')).error, 'invalid_request');
  });
  test('A030 RFC 6749 Appendix B: broken encodings answer 4xx everywhere and are not echoed', async () => {
    for (const bad of ['%', '%zz', '%ff', '%c0%80', '%ed%a0%80', '%00', '%e2%80%ae']) {
      for (const name of ['client_id', 'redirect_uri', 'state', 'scope', 'nonce', 'login_hint', 'ui_locales']) {
        const answer = await house.browser().get(`${authorizeUrl(apps.web, newPkce(), { [name]: '' })}&${name}=${bad}`);
        assert.equal(answer.status, 400, `${name}=${bad}`);
      }
      for (const path of ['/oauth/token', '/oauth/revoke', '/oauth2/introspect']) assert.equal((await post(path, `token=${bad}&grant_type=${bad}`)).status, 400);
    }
  });
  test('A031 RFC 6749 §3.1: empty values are omitted ones and relax nothing', async () => {
    const empty = await house.browser().get(`${authorizeUrl(apps.spa, newPkce(), { code_challenge: '', code_challenge_method: '' })}&code_challenge=`);
    assert.equal(answerOf(empty).get('error'), 'invalid_request');
    const pkce = newPkce();
    const code = answerOf(await signIn(house.browser(), authorizeUrl(apps.web, pkce), people.alice)).get('code') ?? '';
    assert.equal((await exchange(house.origin, apps.web, { code, code_verifier: '' })).body['error'], 'invalid_grant');
  });
  test('A032 RFC 6749 §3.1: names of object internals harm nothing', async () => {
    for (const type of ['constructor', '__proto__', 'toString', 'hasOwnProperty']) assert.equal((await post('/oauth/token', `grant_type=${type}&__proto__=1&constructor=1`)).error, 'unsupported_grant_type');
  });
  test('A034 RFC 6749 §3.1.1: unknown, repeated or differently written response types are refused through the browser', async () => {
    for (const type of ['none', 'code code', 'Code', 'magic', 'constructor']) {
      assert.equal(answerOf(await house.browser().get(authorizeUrl(apps.web, newPkce(), { response_type: type }))).get('error'), 'unsupported_response_type', type);
    }
    assert.equal(answerOf(await house.browser().get(authorizeUrl(apps.web, newPkce(), { response_type: '' }))).get('error'), 'invalid_request');
  });
  test('OIDC Core §3.1.2.1: an unknown parameter is ignored', async () => {
    const browser = house.browser();
    assert.equal(pageOf(await browser.follow(await browser.get(authorizeUrl(apps.web, newPkce(), { extra: 'foobar', display: 'popup', claims_locales: 'se', ui_locales: 'se', acr_values: '1 2' })))), 'login');
  });
});
