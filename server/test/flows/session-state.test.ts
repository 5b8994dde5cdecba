import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { after, before, describe, test } from 'node:test';
import { answerOf, authorizeUrl, newPkce, signIn } from './app.ts';
import { apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse({ https: true }); });
after(() => house.stop());

describe('OIDC Session Management §2: session_state', () => {
  test('stands in successful answers to OpenID requests and in no other', async () => {
    const browser = house.browser();
    const answer = answerOf(await signIn(browser, authorizeUrl(apps.web, newPkce()), people.alice));
    const [value, salt] = (answer.get('session_state') ?? '').split('.');
    assert.equal(value, createHash('sha256').update(`web https://rp.example ${browser.cookie('gatehouse_browser_state') ?? ''} ${salt ?? ''}`).digest('base64url'));
    const silent = async (over: Readonly<Record<string, string>>) => answerOf(await browser.get(authorizeUrl(apps.web, newPkce(), { prompt: 'none', ...over })));
    assert.ok((await silent({})).get('session_state'));
    assert.equal((await silent({ scope: 'profile' })).get('session_state'), null);
    assert.equal((await silent({ response_type: 'nonsense' })).get('session_state'), null);
    const stranger = answerOf(await house.browser().get(authorizeUrl(apps.web, newPkce(), { prompt: 'none' })));
    assert.deepEqual([stranger.get('error'), stranger.get('session_state')], ['login_required', null]);
  });

  test('a browser whose state does not go with its session, as after an update of the server, gets none', async () => {
    const browser = house.browser();
    await signIn(browser, authorizeUrl(apps.web, newPkce()), people.alice);
    browser.setCookie('__Host-gatehouse_browser_state', 'x'.repeat(43));
    assert.equal(answerOf(await browser.get(authorizeUrl(apps.web, newPkce()))).get('session_state'), null);
  });

  test('the cookie changes at every sign-in, goes with the logout, and a script may read it', async () => {
    const browser = house.browser();
    await signIn(browser, authorizeUrl(apps.web, newPkce()), people.alice);
    const first = browser.cookie('gatehouse_browser_state');
    await signIn(browser, authorizeUrl(apps.web, newPkce(), { prompt: 'login' }), people.alice);
    const second = browser.cookie('gatehouse_browser_state');
    assert.ok(first !== undefined && second !== undefined && first !== second);
    await browser.get('/v2/logout');
    assert.equal(browser.cookie('gatehouse_browser_state'), undefined);
  });

  test('OIDC Session Management §3.2: the page of the frame may be framed by anybody and runs its own script alone', async () => {
    const { headers, text } = await house.browser().get('/check_session');
    const [, script = ''] = /<script>(.*)<\/script>/s.exec(text) ?? [];
    const policy = headers.get('content-security-policy') ?? '';
    assert.ok(policy.includes(`script-src 'sha256-${createHash('sha256').update(script).digest('base64')}'`));
    assert.match(policy, /default-src 'none';.*frame-ancestors \*$/);
    assert.deepEqual([headers.get('x-frame-options'), headers.get('cross-origin-resource-policy'), headers.get('set-cookie')], [null, 'cross-origin', null]);
  });
});
