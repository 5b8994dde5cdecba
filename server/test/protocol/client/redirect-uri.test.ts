import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { matchRedirectUri } from '../../../src/protocol/client/redirect-uri.ts';
import { clientOf } from '../client-of-test.ts';

const web = clientOf({ redirectUris: ['https://rp.example/cb', 'https://rp.example/other?x=1', 'MyApp://cb'] });
const native = clientOf({ type: 'native', redirectUris: ['http://127.0.0.1/cb', 'http://[::1]:3000/cb'] });
const refused = (client: typeof web, uri: string | undefined) => matchRedirectUri(client, uri) instanceof Refusal;

describe('RFC 9700 §2.1: exact redirect matching', () => {
  test('RFC 9700 §2.1: a registered URI is accepted as it stands, custom schemes and queries too', () => {
    for (const uri of web.redirectUris) assert.equal(matchRedirectUri(web, uri), uri);
  });
  test('A001 RFC 9700 §4.1.3: a slash, a character more or less, another path are refused', () => {
    for (const uri of ['https://rp.example/cb/', 'https://rp.example/cbx', 'https://rp.example/c', 'https://rp.example/', 'https://rp.example']) assert.ok(refused(web, uri), uri);
  });
  test('A002 RFC 9700 §4.1.3: path tricks are refused', () => {
    for (const tail of ['/cb/../evil', '/cb/%2e%2e/evil', '/cb/..;/evil', '/cb/..%2f..%2fevil', '/cb%252f..', '/./cb']) assert.ok(refused(web, `https://rp.example${tail}`), tail);
  });
  test('A003 RFC 9700 §4.1.3: userinfo and authority tricks are refused', () => {
    for (const uri of ['https://rp.example@evil.com/cb', 'https://evil.com#@rp.example/cb', 'https://rp.example:pw@evil.com/cb', 'https://rp.example\\@evil.com/cb']) assert.ok(refused(web, uri), uri);
  });
  test('A004 RFC 9700 §2.1: look-alike hosts are refused', () => {
    for (const host of ['rp.example.evil.com', 'evilrp.example', 'rpXexample', 'rp.example.', 'rp\u3002example', 'rp.ex\u0430mple']) assert.ok(refused(web, `https://${host}/cb`), host);
  });
  test('A005 RFC 6749 §3.1.2: case, default port, empty query or fragment and blanks are refused', () => {
    for (const uri of ['HTTPS://rp.example/cb', 'https://RP.example/cb', 'https://rp.example/CB', 'https://rp.example:443/cb', 'https://rp.example/cb?', 'https://rp.example/cb#', ' https://rp.example/cb', 'https://rp.example/cb ', 'https://rp.example/cb\t', 'https://rp.example/cb\n', 'myapp://cb']) assert.ok(refused(web, uri), JSON.stringify(uri));
  });
  test('A006 RFC 9700 §4.1: added parameters are refused', () => {
    for (const tail of ['?code=x', '?state=x', '&iss=x']) assert.ok(refused(web, `https://rp.example/cb${tail}`), tail);
  });
  test('A007 OIDC Core §3.1.2.1: a missing redirect_uri is refused, be there one or more registered', () => {
    assert.ok(refused(web, undefined));
    assert.ok(refused(clientOf(), undefined));
  });
});

describe('RFC 8252 §7.3: loopback redirects of native applications', () => {
  test('RFC 8252 §7.3: any port is accepted', () => {
    for (const uri of ['http://127.0.0.1/cb', 'http://127.0.0.1:1/cb', 'http://127.0.0.1:51004/cb', 'http://[::1]:9/cb']) assert.equal(matchRedirectUri(native, uri), uri);
  });
  test('A008 RFC 9700 §2.1: another path, an added query, another host, https and impossible ports are refused', () => {
    for (const uri of ['http://127.0.0.1:9/other', 'http://127.0.0.1:9/cb?x=1', 'http://localhost:9/cb', 'https://127.0.0.1:9/cb', 'http://127.0.0.1:9/cb#f', 'http://127.0.0.1:70000/cb', 'http://127.0.0.1:0/cb', 'http://127.0.0.1:9@evil.com/cb', 'http://127.0.0.2/cb']) assert.ok(refused(native, uri), uri);
  });
  test('A009 RFC 8252 §7.3: the rule is for native applications alone', () => {
    assert.ok(refused(web, 'http://127.0.0.1/cb'));
    assert.ok(refused(clientOf({ redirectUris: ['http://127.0.0.1/cb'] }), 'http://127.0.0.1:9/cb'));
  });
});

test('The refusal names what was sent, the closest registered URI and the difference in words', () => {
  const of = (uri: string) => (matchRedirectUri(web, uri) as Refusal).evidence;
  assert.deepEqual(of('https://rp.example/cb/'), { received: 'https://rp.example/cb/', expected: 'https://rp.example/cb (a trailing slash)' });
  assert.match(of('http://rp.example/cb').expected ?? '', /http and https/);
  assert.match(of('https://rp.example:8443/cb').expected ?? '', /the port/);
  assert.match(of('https://rp.example/CB').expected ?? '', /upper and lower case/);
});
