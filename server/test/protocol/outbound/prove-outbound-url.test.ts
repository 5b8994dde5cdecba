import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAllowList } from '../../../src/outbound/allow-list.ts';
import { outboundPolicy } from '../../../src/outbound/outbound-policy.ts';
import { proveOutboundUrl, type OutboundUrlForm } from '../../../src/protocol/outbound/prove-outbound-url.ts';

const word = (url: string, { allow = [], form }: { readonly allow?: readonly string[]; readonly form?: OutboundUrlForm } = {}) => {
  const proven = proveOutboundUrl(url, outboundPolicy(parseAllowList(allow)), form);
  return typeof proven === 'string' ? (proven === url ? 'proven' : 'changed') : proven.failure;
};

describe('the form of a URL that the server will ask', () => {
  for (const url of ['https://app.example', 'https://app.example/jwks', 'https://app.example:8443/a/b?c=d&e', 'HTTPS://App.Example/', 'https://8.8.8.8/', 'https://[2606:4700::1111]:8443/', 'https://bücher.example/', 'https://app.example/a@b', `https://app.example/${'a'.repeat(2000)}`]) {
    test(`${url.slice(0, 60)} is proven, and stays as it was`, () => assert.equal(word(url), 'proven'));
  }

  for (const url of [
    '', 'app.example', '//app.example/', '/jwks', 'https:', 'https://', 'https:app.example', 'https:/app.example', 'https:///app.example/', 'http://app.example/', 'http://8.8.8.8/', 'ftp://app.example/', 'file:///etc/passwd', 'gopher://127.0.0.1:6379/_INFO', 'data:application/json,{}', 'javascript:1', 'ws://app.example/', 'wss://app.example/', 'blob:https://app.example/1', 'https+x://a/',
    'https://user@app.example/', 'https://user:word@app.example/', 'https://@app.example/', 'https://:@app.example/', 'https://app.example@127.0.0.1/', 'https://app.example/#a', 'https://app.example/#', 'https://app.example:0/', 'https://app.example:65536/', 'https://app.example./',
    ' https://app.example/', 'https://app.example/ ', 'https://app.exa\tmple/', 'https://app.example/\n', 'https://app.example\\@127.0.0.1/', 'https:\\\\app.example/', 'https://app.example/\u0000', `https://app.example/${'a'.repeat(2048)}`,
  ]) {
    test(`${JSON.stringify(url.slice(0, 60))} is refused`, () => assert.equal(word(url), 'url_refused'));
  }

  for (const url of ['https://127.0.0.1/', 'https://127.0.0.1:8443/', 'http://127.0.0.1/', 'https://10.0.0.1/', 'https://169.254.169.254/latest/meta-data/', 'https://0.0.0.0/', 'https://[::1]/', 'https://[::]/', 'https://[::ffff:127.0.0.1]/', 'https://[fc00::1]/', 'https://[fe80::1]/', 'https://[64:ff9b::10.0.0.1]/', 'https://localhost/', 'https://LOCALHOST:4000/', 'https://app.localhost/']) {
    test(`A102: ${url} is no public address`, () => assert.equal(word(url), 'address_refused'));
  }

  for (const url of ['https://2130706433/', 'https://0x7f000001/', 'https://0x7f.0.0.1/', 'https://0177.0.0.1/', 'https://017700000001/', 'https://127.1/', 'https://127.0.1/', 'https://0/', 'https://１２７.0.0.1/', 'https://127.0.0.1./', 'https://%31%32%37.0.0.1/', 'https://134744072/', 'https://8.8.2056/']) {
    test(`A102: ${url} is no spelling of an address`, () => assert.equal(word(url), 'url_refused'));
  }

  test('OIDC Core §6.2: a fragment is accepted where it is asked for', () => {
    assert.equal(word('https://app.example/request#hash', { form: { fragment: true } }), 'proven');
  });

  test('plain http is for hosts that the operator names, and for them alone', () => {
    const allow = ['127.0.0.1', 'app.internal:8080', '10.0.0.0/8'];
    for (const url of ['http://127.0.0.1:9999/x', 'http://app.internal:8080/', 'http://10.2.3.4/', 'https://127.0.0.1/']) assert.equal(word(url, { allow }), 'proven', url);
    for (const url of ['http://app.internal/', 'http://app.internal:8081/', 'http://app.example/', 'http://localhost/', 'http://2130706433/', 'http://u@127.0.0.1/']) assert.equal(word(url, { allow }), 'url_refused', url);
    assert.equal(word('http://[::1]/', { allow }), 'address_refused');
  });
});
