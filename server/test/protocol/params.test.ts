import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { Refusal } from '../../src/kernel/refusal.ts';
import { Params } from '../../src/protocol/params.ts';

const form = (text: string) => Params.fromForm(text);
const reasonOf = (outcome: unknown) => (outcome instanceof Refusal ? outcome.reason : 'accepted');
const read = (outcome: unknown, name: string) => (outcome instanceof Params ? outcome.optional(name) : outcome);

const refusedCharacters = '[\\u0000-\\u001f\\u007f\\u202a-\\u202e\\u2066-\\u2069]';

describe('RFC 6749 §3.1: request parameters', () => {
  test('A021 RFC 6749 §3.1: a parameter sent twice is refused, and the refusal names it', () => {
    for (const name of ['client_id', 'redirect_uri', 'response_type', 'scope', 'state', 'nonce', 'code_challenge', 'prompt', 'response_mode']) {
      const refused = form(`${name}=a&${name}=b`);
      assert.equal(reasonOf(refused), 'request.parameter_repeated');
      assert.equal((refused as Refusal).evidence.received, name);
    }
  });
  test('RFC 8707 §2: resource and audience alone may repeat', () => {
    const params = form('resource=https%3A%2F%2Fa.example&resource=https%3A%2F%2Fb.example');
    assert.deepEqual(params instanceof Params && params.all('resource'), ['https://a.example', 'https://b.example']);
  });
  test('A031 RFC 6749 §3.1: a parameter without a value counts as omitted', () => {
    for (const text of ['code_challenge=', 'code_challenge', 'code_challenge=&x=1']) assert.equal(read(form(text), 'code_challenge'), undefined);
  });
  test('A030 RFC 6749 Appendix B: bad percent-encoding, overlong UTF-8, lone surrogates, NUL and bidi overrides are refused', () => {
    for (const value of ['%', '%zz', '%ff', '%c0%80', '%ed%a0%80', '%00', 'a%00b', '%e2%80%ae', '%0d%0a', '%7f']) assert.equal(reasonOf(form(`state=${value}`)), 'request.parameter_malformed', value);
  });
  test('A032 RFC 6749 §3.1: names of object internals are names like any other', () => {
    const params = form('__proto__=1&constructor=2&toString=3&scope[]=a&client_id[x]=y');
    assert.equal(read(params, '__proto__'), '1');
    assert.equal(read(params, 'client_id'), undefined);
    assert.equal(({} as Record<string, unknown>)['1'], undefined);
  });
  test('A227 RFC 6749 §3.2: more than 100 parameters, and parameters over 16,384 characters, are refused', () => {
    assert.equal(reasonOf(form(Array.from({ length: 101 }, (_, i) => `p${i}=1`).join('&'))), 'request.too_many_parameters');
    assert.equal(reasonOf(form(`state=${'x'.repeat(16_385)}`)), 'request.parameter_too_long');
  });
  test('RFC 6749 Appendix B: any text without control characters survives encoding and reading', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 50 }), (text) => {
      const outcome = form(new URLSearchParams({ state: text }).toString());
      if (outcome instanceof Params) assert.equal(outcome.optional('state'), text);
      else assert.match(text, new RegExp(refusedCharacters));
    }));
  });
});

describe('Auth0: JSON bodies follow the same rules', () => {
  test('A027 RFC 6749 §5.2: an array, object, number, boolean or null for a parameter is refused', () => {
    for (const value of ['["a"]', '{"$gt":""}', '1', 'true', 'null', '{"a":{"b":1}}']) assert.equal(reasonOf(Params.fromJson(`{"code":${value}}`)), 'request.parameter_not_text', value);
  });
  test('A022 RFC 6749 §3.2: a name that stands twice in the object is refused', () => {
    assert.equal(reasonOf(Params.fromJson('{"code":"a","code":"b"}')), 'request.parameter_repeated');
    assert.equal(reasonOf(Params.fromJson('{"code":"a","c\\u006fde":"b"}')), 'request.parameter_repeated');
    assert.equal(read(Params.fromJson('{"code":"\\"a\\":1"}'), 'code'), '"a":1');
  });
  test('RFC 6749 §3.2: what is no JSON object is refused', () => {
    for (const text of ['', '[]', '"x"', '1', 'null', '{', 'a=b']) assert.equal(reasonOf(Params.fromJson(text)), 'request.body_malformed', text);
  });
});
