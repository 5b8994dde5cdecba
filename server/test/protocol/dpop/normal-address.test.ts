import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { normalAddress } from '../../../src/protocol/dpop/normal-address.ts';

const own = 'https://login.example/oauth/token';

describe('RFC 9449 §4.3: the address of a proof', () => {
  test('RFC 3986 §6.2.2, RFC 3986 §6.2.3: other spellings of one address are that address', () => {
    for (const same of [
      own, `${own}?a=b`, `${own}#f`, `${own}?a=b#f`, 'HTTPS://LOGIN.example/oauth/token', 'https://login.example:443/oauth/token', 'https://login.example/./oauth/x/../token', 'https://login.example/%6Fauth/%74oken',
      'https://login.example/%2e/oauth/token', 'https://login.example:/oauth/token',
    ]) assert.equal(normalAddress(same), own, same);
    assert.equal(normalAddress('http://a.example'), 'http://a.example/');
    assert.equal(normalAddress('http://a.example:80/%c3%a9'), 'http://a.example/%C3%A9');
    assert.equal(normalAddress('http://a.example/%7Euser'), normalAddress('http://a.example/~user'));
  });

  test('RFC 3986 §6.2.2: what names another resource stays another', () => {
    for (const other of ['https://login.example/oauth/token/', 'https://login.example/oauth/Token', 'https://login.example/oauth%2Ftoken', 'https://login.example:8443/oauth/token', 'http://login.example/oauth/token', 'https://login.example./oauth/token', 'https://login.example//oauth/token']) {
      assert.notEqual(normalAddress(other), own, other);
    }
  });

  test('RFC 3986 §4.3: what is no absolute address of the web is none, however a browser would repair it', () => {
    for (const bad of ['', '/oauth/token', 'login.example/oauth/token', 'https:login.example', 'https:/login.example/oauth/token', 'https:\\\\login.example\\oauth\\token', ' https://login.example/oauth/token', 'https://login.example/oauth/token\n', 'https://login.ex\tample/', 'https://login.example/%zz', 'https://login.example/%4', 'https://user@login.example/oauth/token', 'https://u:p@login.example/', 'ftp://login.example/', 'javascript://x/', `https://login.example/${'a'.repeat(3000)}`, 'https://löss.example/']) {
      assert.equal(normalAddress(bad), undefined, bad);
    }
  });

  test('RFC 3986 §6.2.2: a normal address is its own normal spelling, for any text', () => {
    fc.assert(fc.property(fc.oneof(fc.webUrl({ withQueryParameters: true, withFragments: true }), fc.string(), fc.string().map((text) => `https://a.example/${text}`)), (text) => {
      const once = normalAddress(text);
      if (once !== undefined) assert.equal(normalAddress(once), once);
    }));
  });
});
