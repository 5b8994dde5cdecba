import assert from 'node:assert/strict';
import { test } from 'node:test';
import { proveLogoutAddress, withState, type LogoutAddress } from '../../../src/endpoints/interaction/logout-address.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { clientOfTest, tenantOfTest } from './visitor.ts';

const tenant = tenantOfTest({ logoutUris: ['https://tenant.example/bye'] });
const client = clientOfTest('web', { logoutUris: ['https://rp.example/out', 'https://rp.example/out?lang=de'] });

test('OIDC RP-Initiated Logout §3, A015: only an address that is registered, character for character, is gone to', () => {
  for (const fine of ['https://rp.example/out', 'https://rp.example/out?lang=de', 'https://tenant.example/bye']) assert.equal(proveLogoutAddress(fine, client, tenant), fine);
  const bad = ['https://rp.example/ou', 'https://rp.example/out/', 'https://rp.example/out?foo=bar', 'https://rp.example/out#x', 'https://rp.example/out/../evil', 'https://rp.example/out%2f..%2fevil', 'HTTPS://rp.example/out',
    'https://RP.example/out', 'http://rp.example/out', 'https://rp.example:443/out', 'https://rp.example@evil.example/out', '//evil.example', '/\\evil.example', '\\\\evil.example', '/%09/evil.example', 'https:evil.example', 'javascript:alert(1)', ' https://rp.example/out', ''];
  for (const uri of bad) assert.ok(proveLogoutAddress(uri, client, tenant) instanceof Refusal, uri);
});

test('Auth0: without an application only the addresses of the tenant count', () => {
  assert.ok(proveLogoutAddress('https://rp.example/out', undefined, tenant) instanceof Refusal);
  assert.equal(proveLogoutAddress('https://tenant.example/bye', undefined, tenant), 'https://tenant.example/bye');
});

test('OIDC RP-Initiated Logout §2: state goes back once and whole, and the address stays as it is registered', () => {
  const at = (uri: string) => uri as LogoutAddress;
  assert.equal(withState(at('https://rp.example/out'), undefined), 'https://rp.example/out');
  assert.equal(withState(at('https://rp.example/out'), 'a b&c=d\r\nx'), 'https://rp.example/out?state=a%20b%26c%3Dd%0D%0Ax');
  assert.equal(withState(at('https://rp.example/out?lang=de'), 's'), 'https://rp.example/out?lang=de&state=s');
  assert.equal(withState(at('com.example.app://out#done'), 's'), 'com.example.app://out?state=s#done');
});
