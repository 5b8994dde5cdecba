import assert from 'node:assert/strict';
import { createSecretKey } from 'node:crypto';
import { describe, test } from 'node:test';
import { browserBinding } from '../../../src/endpoints/interaction/browser-binding.ts';
import { csrfToken, proveForm } from '../../../src/endpoints/interaction/form-proof.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { origin, tenantOfTest, Visitor, type Visit } from './visitor.ts';

const formKey = createSecretKey(Buffer.alloc(32, 3));

/** A browser that has the page with this state open. */
function atPage(state = 'some-state') {
  const visitor = new Visitor(tenantOfTest());
  const binding = browserBinding(visitor.request('/u/login'));
  visitor.keep(binding);
  const form = { state, csrf: csrfToken(formKey, binding.value, state), action: 'default' };
  const prove = (visit: Visit) => {
    const outcome = proveForm(visitor.request('/u/login', visit), { formKey });
    return outcome instanceof Refusal ? outcome.reason : 'proven';
  };
  return { visitor, form, prove };
}

describe('RFC 6749 §10.12: a form counts only when it is ours', () => {
  test('the form of our own page in this browser is taken', () => {
    const { form, prove } = atPage();
    assert.equal(prove({ form }), 'proven');
    assert.equal(prove({ form, headers: { origin, 'sec-fetch-site': 'same-origin' } }), 'proven');
  });

  test('A131: a token that is missing, foreign, changed or of another page is refused', () => {
    const { form, prove } = atPage();
    const elsewhere = atPage();
    const { csrf: _csrf, ...without } = form;
    assert.equal(prove({ form: without }), 'csrf.failed');
    assert.equal(prove({ form: { ...form, csrf: elsewhere.form.csrf } }), 'csrf.failed');
    assert.equal(prove({ form: { ...form, csrf: `${form.csrf.slice(0, -2)}zz` } }), 'csrf.failed');
    assert.equal(prove({ form: { ...form, state: 'another-state' } }), 'csrf.failed');
    assert.equal(prove({ form: { ...form, csrf: csrfToken(createSecretKey(Buffer.alloc(32, 4)), 'x', form.state) } }), 'csrf.failed');
  });

  test('A131: without the cookie of the browser the token proves nothing', () => {
    const { visitor, form, prove } = atPage();
    visitor.cookies.clear();
    assert.equal(prove({ form }), 'csrf.failed');
    visitor.cookies.set('browser', 'x');
    assert.equal(prove({ form: { ...form, csrf: csrfToken(formKey, 'x', form.state) } }), 'csrf.failed');
  });

  test('A131: another Origin or Sec-Fetch-Site is refused although the token is right', () => {
    const { form, prove } = atPage();
    for (const bad of ['https://evil.example', 'http://login.example', 'https://login.example:8443', 'https://login.example.evil.example', 'null', '']) assert.equal(prove({ form, headers: { origin: bad } }), 'csrf.failed', bad);
    for (const bad of ['cross-site', 'same-site']) assert.equal(prove({ form, headers: { 'sec-fetch-site': bad } }), 'csrf.failed', bad);
    assert.equal(prove({ form, headers: { origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' } }), 'csrf.failed');
  });

  test('a browser that hides its origin is believed when Sec-Fetch-Site vouches for it', () => {
    const { form, prove } = atPage();
    assert.equal(prove({ form, headers: { origin: 'null', 'sec-fetch-site': 'same-origin' } }), 'proven');
    assert.equal(prove({ form, headers: { origin: 'null', 'sec-fetch-site': 'none' } }), 'csrf.failed');
  });

  test('the query of the URL can not stand in for the form', () => {
    const { form, prove } = atPage();
    assert.equal(prove({ query: form }), 'request.media_type_unknown');
    assert.equal(prove({ query: form, form: { action: 'default' } }), 'csrf.failed');
  });
});

test('RFC 9700 §4.7: the cookie of the browser is made once and kept', () => {
  const visitor = new Visitor(tenantOfTest());
  const first = visitor.keep(browserBinding(visitor.request('/authorize')));
  assert.equal(first.cookies.length, 1);
  const second = browserBinding(visitor.request('/authorize'));
  assert.deepEqual(second, { value: first.value, hash: first.hash, cookies: [] });
  assert.notEqual(first.hash, first.value);
});
