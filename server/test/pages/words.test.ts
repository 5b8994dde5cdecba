import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { reasons } from '../../src/kernel/reasons/index.ts';
import type { ConsentPage, Page } from '../../src/pages/page.ts';
import { difference } from '../../src/pages/words/difference.ts';
import { errorWords } from '../../src/pages/words/error-words.ts';
import { problemWords } from '../../src/pages/words/problem-words.ts';
import { retryTime } from '../../src/pages/words/retry-time.ts';
import { render, wordsOf } from './page-texts.ts';
import { client, consent, developer, error, form, frame, login, now, signup } from './sample-pages.ts';

const told = (reason: string, retryAt?: number): Page => ({ ...login, username: 'jane@example.com', problem: { reason, retryAt } });

describe('Words of the login and sign-up pages', () => {
  test('RFC 6749 §10.10: an unknown user and a wrong password are one and the same page, byte for byte', () => {
    assert.equal(render(told('login.unknown_user')).html, render(told('login.bad_credentials')).html);
    assert.match(wordsOf(told('login.bad_credentials')), /We couldn’t sign you in\. The email or password is wrong\. Check both, or reset your password\./);
  });

  test('too many tries say when the next one counts', () => {
    assert.match(wordsOf(told('login.throttled', now + 290)), /Too many tries\. Try again in 5 minutes \(at 08:04 UTC\)\./);
    assert.match(wordsOf(told('login.throttled', now + 30)), /Too many tries\. Wait a moment, then try again\./);
    assert.match(wordsOf(told('login.throttled')), /Wait a moment, then try again\./);
    assert.deepEqual(retryTime('en', now + 3 * 3600, now), { in: 'in 3 hours', time: '11:00' });
  });

  test('a blocked account is told whom to ask', () => {
    assert.match(wordsOf(told('login.blocked')), /This account is blocked\. Contact help@acme\.example\./);
    assert.match(wordsOf({ ...login, frame: { ...frame, supportEmail: undefined }, problem: { reason: 'login.blocked' } }), /Contact the administrator of Acme\./);
  });

  test('every reason of signing in and signing up has words of its own, and an unknown one gives the reference', () => {
    for (const reason of Object.keys(reasons).filter((each) => /^(?:login|signup)\./.test(each))) assert.notEqual(problemWords(reason).lead, 'problem.unexpected.lead', reason);
    assert.match(wordsOf(told('something.new')), /Something failed on our side\. Try again\. .* reference: req_01J9ZK7QH3M8/);
    assert.equal(problemWords('constructor').lead, 'problem.unexpected.lead');
  });

  test('what the sign-up refuses stands below the field that it is about', () => {
    for (const [reason, field] of [['signup.email_taken', 'email'], ['signup.email_malformed', 'email'], ['signup.password_weak', 'password']] as const) {
      const { html } = render({ ...signup, email: 'jane@example.com', problem: { reason } });
      assert.match(html, new RegExp(`id="${field}" name="${field}"[^>]*>\\s*<div class="error" role="alert" id="${field}-error" data-reason="${reason}">`), reason);
    }
  });

  test('who forgot the password is led on', () => assert.match(wordsOf(login), /Forgot password\?/));
});

describe('Words of the consent page', () => {
  const of = (change: Partial<ConsentPage>) => wordsOf({ ...consent, ...change });

  test('the title is the question with both names; who is signed in, who asks and where it leads are named', () => {
    const words = of({});
    assert.match(words, /Allow Pied Piper to use your Acme account\?/);
    assert.match(words, /Signed in as jane@example\.com\./);
    assert.match(words, /Acme has not reviewed this application\. It sends you back to piedpiper\.example\./);
    assert.match(words, /You will go back to piedpiper\.example\./);
    assert.doesNotMatch(of({ reviewed: true }), /has not reviewed/);
  });

  test('what acts stands before what reads, the profile after both, lasting access last, and the raw scope after its words', () => {
    const words = of({});
    const at = ['Make and change appointments', 'write:appointments', 'See your appointments', 'read:appointments', 'See your name and picture', 'Keep access when you are not here'].map((each) => words.indexOf(each));
    assert.ok(at.every((place, index) => place >= 0 && (index === 0 || place > (at[index - 1] ?? 0))), at.join());
  });

  test('a scope never stands alone, and offline_access is said once', () => {
    assert.match(of({ scopes: [{ value: 'delete:all', title: '', detail: undefined }] }), /Use the permission delete:all/);
    assert.equal(of({ scopes: [{ value: 'offline_access', title: 'x', detail: undefined }], offlineAccess: true }).match(/Keep access/g)?.length, 1);
    assert.doesNotMatch(of({ offlineAccess: false }), /Keep access/);
  });

  test('it promises that nothing can change only if everything allowed, now or before, only reads', () => {
    const read = { value: 'read:invoices', title: 'See your invoices', detail: undefined };
    const write = { value: 'write:invoices', title: 'Change your invoices', detail: undefined };
    assert.match(of({ scopes: [read] }), /Pied Piper cannot see your password or change anything\./);
    assert.match(of({ scopes: [read], alreadyAllowed: [write] }), /Pied Piper cannot see your password\./);
    assert.match(of({ scopes: [read, { value: 'invoices', title: 'Invoices', detail: undefined }] }), /Pied Piper cannot see your password\./);
  });

  test('only what is new is asked; what was allowed before is folded', () => {
    const { html } = render({ ...consent, alreadyAllowed: [{ value: 'read:x', title: 'See x', detail: undefined }] });
    assert.match(html, /<details><summary id="before">Allowed before<\/summary><ul class="scopes" aria-labelledby="before"><li><b dir="auto">See x<\/b>/);
  });

  test('"Not you?" leads to a path of this server or nowhere', () => {
    assert.match(render({ ...consent, switchAccountPath: '/u/login?state=a' }).html, /<a href="\/u\/login\?state=a">Not you\?<\/a>/);
    for (const path of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', undefined]) assert.ok(!render({ ...consent, switchAccountPath: path }).html.includes('Not you?'), path);
  });
});

describe('Words of the error and logout pages', () => {
  test('every reason of the catalogue says what happened, whose side it is on and what to do, with the reference', () => {
    for (const reason of Object.keys(reasons)) {
      for (const known of [client, undefined]) {
        const words = wordsOf({ ...error, client: known, reason });
        assert.doesNotMatch(words, /[{}]|undefined|\[object/, reason);
        assert.match(words, /Reference req_01J9ZK7QH3M8/, reason);
        assert.ok(words.length > 80, reason);
        assert.doesNotMatch(words.replace('redirect_uri', ''), /redirect_uri|code_challenge|client_id|prompt|nonce|scope/, `${reason}: no protocol words for people`);
      }
    }
  });

  test('a wrong return address names the application, and blames nobody who is innocent', () => {
    const words = wordsOf(error);
    assert.match(words, /Pied Piper sent you here with a wrong return address/);
    assert.match(words, /You did nothing wrong, and nothing was shared\./);
    assert.match(render(error).html, /<a class="button primary" href="https:\/\/piedpiper\.example\/"[^>]*>Back to <bdi>Pied Piper<\/bdi><\/a>/);
  });

  test('a lost transaction says to start again from the application', () => {
    assert.match(wordsOf({ ...error, reason: 'transaction.unknown' }), /This sign-in page is too old .*Start again from Pied Piper\./);
    assert.match(wordsOf({ ...error, reason: 'transaction.unknown', client: undefined }), /Start again from the application that you came from\./);
  });

  test('a failure of ours and an unheard-of reason say so', () => {
    for (const reason of ['server.failed', 'nonsense', '__proto__', '']) assert.equal(errorWords(reason).title, 'error.failed.title');
    // What another provider did wrong is none of our failures.
    for (const reason of Object.keys(reasons).filter((each) => each.startsWith('upstream.'))) assert.notEqual(errorWords(reason).title, 'error.failed.title', reason);
  });

  test('the developer part is there only when it is given: sent, expected, fix, and each check in words', () => {
    assert.doesNotMatch(wordsOf(error), /developer|Expected|Passed/);
    const words = wordsOf({ ...error, developer });
    assert.match(words, /For the developer invalid_request · redirect_uri\.not_registered/);
    assert.match(words, /Sent http:\/\/localhost:3000\/ Expected http:\/\/localhost:3000 \(a trailing slash\) Fix Add the URL/);
    assert.equal(words.match(/Passed/g)?.length, 2);
    assert.equal(words.match(/Failed/g)?.length, 1);
    assert.match(render({ ...error, developer }).html, /http:\/\/localhost:3000<mark>\/<\/mark>/);
  });

  test('the difference of two addresses is what stands between their common start and end', () => {
    assert.deepEqual(difference('https://a.example/cb', 'http://a.example/cb'), { sent: { start: 'http', middle: 's', end: '://a.example/cb' }, expected: { start: 'http', middle: '', end: '://a.example/cb' } });
    assert.equal(difference('openid', 'https://a.example'), undefined);
  });

  test('signing out says where it holds, and why it did not lead back', () => {
    assert.match(wordsOf({ name: 'logged-out', frame, client, problem: undefined, returnRefused: false }), /You are signed out of Acme in this browser\./);
    const refused = render({ name: 'logged-out', frame, client, problem: undefined, returnRefused: true }).html;
    assert.match(refused, /role="alert" data-reason="logout\.return_to_not_registered"/);
    assert.doesNotMatch(refused, /developer/i);
    assert.match(wordsOf({ name: 'logout', frame, client, form, account: 'jane@example.com' }), /Sign out of Acme\? Pied Piper asks to sign you out\. You are signed in as jane@example\.com\. Sign out Stay signed in/);
  });
});
