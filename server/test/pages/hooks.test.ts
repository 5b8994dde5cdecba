import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Page } from '../../src/pages/page.ts';
import { render } from './page-texts.ts';
import { approvals, checkEmail, consent, device, deviceConfirm, emailLink, error, forgot, form, frame, loggingOut, login, newPassword, samplePages, signup } from './sample-pages.ts';

/** The tags of one kind, as they stand in the page. */
const tags = (page: Page, name: string): readonly string[] => [...render(page).html.matchAll(new RegExp(`<${name}(?: [^>]*)?>`, 'g'))].map(([tag]) => tag);
const has = (list: readonly string[], ...attributes: readonly string[]) => list.some((tag) => attributes.every((each) => tag.includes(` ${each}`)));

describe('The hooks that scripts and password managers rely on', () => {
  test('the login page has username, password and the button Continue', () => {
    const inputs = tags(login, 'input');
    assert.ok(has(inputs, 'id="username"', 'name="username"', 'autocomplete="username webauthn"', 'dir="ltr"', 'spellcheck="false"', 'autocapitalize="none"'));
    assert.ok(has(inputs, 'id="password"', 'name="password"', 'type="password"', 'autocomplete="current-password webauthn"'));
    assert.match(render(login).html, /<button type="submit" name="action" value="default"[^>]*>Continue<\/button>/);
  });

  test('the sign-up page has email, password and the same button', () => {
    const inputs = tags(signup, 'input');
    assert.ok(has(inputs, 'id="email"', 'name="email"', 'type="email"', 'dir="ltr"'));
    assert.ok(has(inputs, 'id="password"', 'name="password"', 'autocomplete="new-password"', 'aria-describedby="password-hint"'));
    assert.match(render(signup).html, /<button type="submit" name="action" value="default"[^>]*>Continue<\/button>/);
  });

  test('the pages of mails have email, code and the new password under names that scripts and password managers know', () => {
    assert.ok(has(tags(forgot, 'input'), 'id="email"', 'name="email"', 'type="email"', 'autocomplete="username"'));
    assert.ok(has(tags(checkEmail, 'input'), 'id="code"', 'name="code"', 'autocomplete="one-time-code"'));
    const inputs = tags(newPassword, 'input');
    assert.ok(has(inputs, 'id="username"', 'autocomplete="username"', 'value="jane@example.com"', 'readonly'));
    assert.ok(has(inputs, 'id="password"', 'name="password"', 'type="password"', 'autocomplete="new-password"'));
    assert.ok(has(inputs, 'name="sign_out"', 'type="checkbox"', 'checked'));
    for (const page of [forgot, checkEmail, emailLink, newPassword]) assert.match(render(page).html, /<button type="submit" name="action" value="default" class="primary"/);
    assert.deepEqual([...render(checkEmail).html.matchAll(/name="action" value="(\w+)"/g)].map(([, value]) => value), ['default', 'resend']);
    assert.match(render(login).html, /<a class="alone" href="\/u\/forgot-password\?state=st-4711%2F%2B%3D">Forgot password\?<\/a>/);
  });

  test('H12: a link that is no longer good has no button that uses it, and tells nobody a whole address', () => {
    const dead = { ...emailLink, ticket: '', account: 'j•••@example.com', problem: { reason: 'ticket.used' } };
    assert.deepEqual(tags(dead, 'form'), []);
    assert.deepEqual(tags({ ...dead, problem: { reason: 'ticket.expired' }, resendable: true }, 'button').length, 1);
    assert.doesNotMatch(render(dead).html, /jane@example\.com/);
  });

  test('the consent page has Decline first and then Allow', () => {
    const buttons = [...render(consent).html.matchAll(/<button type="submit" name="action" value="(\w+)"[^>]*>(\w+)</g)].map(([, value, text]) => [value, text]);
    assert.deepEqual(buttons, [['decline', 'Decline'], ['accept', 'Allow']]);
    assert.ok(!render(consent).html.includes('autofocus'));
  });

  test('Seed row 185: the device page has the code and the same button; its confirmation has the buttons of the consent page', () => {
    assert.ok(has(tags(device, 'input'), 'id="user_code"', 'name="user_code"', 'autocapitalize="characters"', 'inputmode="text"'));
    assert.ok(has(tags({ ...device, digits: true }, 'input'), 'id="user_code"', 'inputmode="numeric"'));
    assert.match(render(device).html, /<button type="submit" name="action" value="default"[^>]*>Continue<\/button>/);
    const buttons = [...render(deviceConfirm).html.matchAll(/<button type="submit" name="action" value="(\w+)"[^>]*>(\w+)</g)].map(([, value, text]) => [value, text]);
    assert.deepEqual(buttons, [['decline', 'Decline'], ['accept', 'Allow']]);
    for (const reason of ['user_code.unknown', 'user_code.expired', 'user_code.used', 'user_code.elsewhere']) {
      assert.match(render({ ...device, problem: { reason } }).html, /role="alert" id="user_code-error" data-reason="user_code\.unknown"/);
    }
  });

  test('Seed row 22: the application is shown by name and logo where a device or a request from elsewhere is answered', () => {
    const shown = { ...deviceConfirm.client, logoUri: 'https://cdn.example/logo.png' };
    for (const page of [{ ...deviceConfirm, client: shown }, { ...approvals, requests: approvals.requests.map((request) => ({ ...request, client: shown })) }]) {
      assert.match(render(page).html, /<img src="https:\/\/cdn\.example\/logo\.png" alt /);
      assert.match(render(page).html, /Allow <bdi>Pied Piper<\/bdi>/);
    }
  });

  test('OIDC CIBA §8: every request that waits has a form with the buttons of the consent page, its own state, and headings of its own', () => {
    const { html } = render(approvals);
    assert.deepEqual([...html.matchAll(/name="action" value="(\w+)"/g)].map(([, value]) => value), ['decline', 'accept', 'decline', 'accept']);
    assert.deepEqual(tags(approvals, 'form').map((tag) => tag.includes('method="post"') && tag.includes('action="/u/approvals"')), [true, true]);
    assert.deepEqual([...html.matchAll(/name="state" value="([^"]+)"/g)].map(([, value]) => value), [form.state, 'approval.2']);
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.match(html, /role="status">You allowed <bdi>Hooli<\/bdi>\./);
    assert.match(render({ ...approvals, answered: { ...approvals.answered, client: approvals.requests[0]?.client ?? assert.fail(), allowed: false } }).html, /You declined <bdi>Pied Piper/);
  });

  test('the logout confirmation has the accept button', () => {
    assert.match(render({ name: 'logout', frame, client: undefined, form, account: undefined }).html, /<button type="submit" name="action" value="accept"[^>]*>Sign out</);
  });

  test('every page names itself on main, has one h1, one title and its language', () => {
    for (const { label, page } of samplePages) {
      const { html } = render(page);
      assert.ok(html.startsWith('<!doctype html><html lang="en" dir="ltr">'), label);
      assert.match(html, new RegExp(`<main data-page="${page.name}"`), label);
      assert.equal(tags(page, 'h1').length, 1, label);
      assert.match(html, /<title>[^<]+ \| [^<]+<\/title>/, label);
    }
  });

  const paths: Readonly<Record<string, string>> = { device: '/activate', 'device-confirm': '/u/device', 'email-link': '/u/link', 'passwordless-link': '/passwordless/verify_redirect' };
  const pathOf = (page: Page) => (page.name === 'login' && !page.passwordOpen ? '/u/login-code' : paths[page.name] ?? `/u/${page.name}`);
  /** One that takes the code and one that asks for another; none where there is nothing left to do. */
  const formsOf = (page: Page, found: number) => (page.name === 'check-email' || (page.name === 'login-code' && page.waits) ? 2 : ['email-link', 'login-code', 'passwordless-link'].includes(page.name) && found === 0 ? 0 : 1);
  test('forms post to the path of their page and carry state and csrf', () => {
    for (const { page } of samplePages) {
      if (!('form' in page)) continue;
      const forms = tags(page, 'form').filter((tag) => tag.includes('method="post"')).length;
      assert.equal(forms, formsOf(page, forms), page.name);
      if (forms === 0) continue;
      assert.ok(has(tags(page, 'form'), 'method="post"', `action="${pathOf(page)}"`));
      assert.ok(has(tags(page, 'input'), 'type="hidden"', 'name="state"', `value="${form.state}"`));
      assert.ok(has(tags(page, 'input'), 'type="hidden"', 'name="csrf"', `value="${form.csrf}"`));
    }
  });

  test('login and sign-up lead to one another within the same transaction', () => {
    assert.ok(has(tags(login, 'a'), 'href="/u/signup?state=st-4711%2F%2B%3D"'));
    assert.ok(has(tags(signup, 'a'), 'href="/u/login?state=st-4711%2F%2B%3D"'));
    assert.ok(!has(tags({ ...login, signupOpen: false }, 'a'), 'href="/u/signup'));
  });

  test('an error is an alert with its stable reason, and the fields it blames are marked and tied to it', () => {
    const wrong: Page = { ...login, username: 'jane', problem: { reason: 'login.bad_credentials' } };
    assert.match(render(wrong).html, /<div class="note bad" role="alert" id="problem" data-reason="login.bad_credentials">/);
    assert.equal(tags(wrong, 'input').filter((tag) => tag.includes('aria-invalid="true"') && tag.includes('aria-describedby="problem"')).length, 2);
    const weak: Page = { ...signup, email: 'jane@example.com', problem: { reason: 'signup.password_weak' } };
    assert.match(render(weak).html, /<div class="error" role="alert" id="password-error" data-reason="signup.password_weak">/);
    assert.ok(has(tags(weak, 'input'), 'id="password"', 'aria-describedby="password-hint password-error"', 'aria-invalid="true"', 'autofocus'));
    assert.match(render(error).html, /role="alert" data-reason="redirect_uri.not_registered"/);
  });

  test('what was typed stays, except the password', () => {
    assert.ok(has(tags({ ...login, username: 'jane@example.com' }, 'input'), 'id="username"', 'value="jane@example.com"'));
    assert.ok(tags(login, 'input').every((tag) => !tag.includes('type="password"') || !tag.includes(' value=')));
  });

  test('a page with its script is the exception, and its nonce is new each time', () => {
    for (const { page } of samplePages) {
      assert.equal(render(page).scriptNonce, undefined);
      assert.ok(!render(page).html.includes('<script') && !/ (?:style|on\w+)=/.test(render(page).html));
    }
    const post: Page = { name: 'form-post', frame, action: 'https://piedpiper.example/cb', fields: { code: 'c' } };
    const [one, two] = [render(post), render(post)];
    assert.equal(Buffer.from(one.scriptNonce ?? '', 'base64').length, 16);
    assert.notEqual(one.scriptNonce, two.scriptNonce);
    assert.ok(one.html.includes(`<script nonce="${one.scriptNonce}">`));
  });

  test('OIDC Front-Channel Logout §2: the page of a logout loads the addresses out of sight, and leads on by script, by refresh and by hand', () => {
    const { html, scriptNonce } = render(loggingOut);
    assert.match(html, /<div hidden><iframe src="https:\/\/hooli\.example\/out\?iss=https%3A%2F%2Facme\.example%2F&amp;sid=s1" title(?:="")? sandbox="allow-scripts allow-same-origin" tabindex="-1"><\/iframe><\/div>/);
    assert.match(html, /<noscript><meta http-equiv="refresh" content="1;url=https:\/\/piedpiper\.example\/bye\?state=%22%3C"\/?><\/noscript>/);
    assert.ok(has(tags(loggingOut, 'a'), 'href="https://piedpiper.example/bye?state=%22%3C"'));
    assert.ok(html.includes(`<script nonce="${scriptNonce}">`));
    for (const to of ['javascript:alert(1)', 'data:text/html,x']) assert.throws(() => render({ ...loggingOut, to }), /scheme/);
    assert.equal(tags({ name: 'logged-out', frame, client: undefined, problem: undefined, returnRefused: false, frames: loggingOut.frames }, 'iframe').length, 1);
  });

  test('only the web-message page may be framed', () => {
    for (const { page } of samplePages) assert.equal(render(page).framable, false);
    assert.equal(render({ name: 'web-message', frame, targetOrigin: 'https://piedpiper.example', fields: {} }).framable, true);
    assert.equal(render({ name: 'form-post', frame, action: 'https://piedpiper.example/cb', fields: {} }).framable, false);
  });
});
