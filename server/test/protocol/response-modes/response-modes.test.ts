import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { RegisteredRedirectUri } from '../../../src/protocol/client/client.ts';
import { findResponseMode, responseModes } from '../../../src/protocol/response-modes/index.ts';

const uri = (text: string) => text as RegisteredRedirectUri;

describe('OAuth Multiple Response Types §2.1: response modes', () => {
  test('A020 RFC 6749 §4.1.2: the registered URI stays byte for byte and the fields are added, line breaks encoded', () => {
    const answer = responseModes.query.render(uri('https://rp.example/CB?x=1%20y'), { code: 'c', state: 'a b\r\nSet-Cookie: x=1&"<é' });
    assert.deepEqual(answer, { kind: 'redirect', to: 'https://rp.example/CB?x=1%20y&code=c&state=a%20b%0D%0ASet-Cookie%3A%20x%3D1%26%22%3C%C3%A9' });
    assert.deepEqual(responseModes.query.render(uri('MyApp://cb'), { code: 'c' }), { kind: 'redirect', to: 'MyApp://cb?code=c' });
  });
  test('OAuth Multiple Response Types §2.1: fragment keeps the fields from the server', () => assert.deepEqual(responseModes.fragment.render(uri('https://rp.example/cb'), { code: 'c' }), { kind: 'redirect', to: 'https://rp.example/cb#code=c' }));
  test('OAuth Form Post §2: form_post hands over the fields', () => assert.deepEqual(responseModes.form_post.render(uri('https://rp.example/cb'), { code: 'c' }), { kind: 'form_post', action: 'https://rp.example/cb', fields: { code: 'c' } }));
  test('A124 RFC 9700 §4.17: web_message goes to exactly the origin of the registered URI', () => assert.deepEqual(responseModes.web_message.render(uri('https://rp.example:8443/a/b?c'), {}), { kind: 'web_message', targetOrigin: 'https://rp.example:8443', fields: {} }));
  test('A032 RFC 6749 §3.1: names of object internals are no modes', () => { for (const name of ['constructor', '__proto__', 'toString', 'QUERY', '']) assert.equal(findResponseMode(name), undefined); });
});
