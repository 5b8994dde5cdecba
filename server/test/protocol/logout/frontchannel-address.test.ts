import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clientDefaults } from '../../../src/protocol/client/client-defaults.ts';
import { findFrontchannelAddress } from '../../../src/protocol/logout/frontchannel-address.ts';
import { clientOf } from '../client-of-test.ts';

const session = { issuer: 'https://login.example/', sid: 'a b&c' };
const addressOf = (frontchannelUri: string | undefined, frontchannelSessionRequired: boolean) => findFrontchannelAddress(clientOf({ logout: { ...clientDefaults.logout, frontchannelUri, frontchannelSessionRequired } }), session);

test('OIDC Front-Channel Logout §2: iss and sid go along where the application needs them, beside its own query; else the address is as it is registered', () => {
  assert.equal(addressOf('https://web.example/out', true), 'https://web.example/out?iss=https%3A%2F%2Flogin.example%2F&sid=a+b%26c');
  assert.equal(addressOf('https://web.example/out?x=1', true), 'https://web.example/out?x=1&iss=https%3A%2F%2Flogin.example%2F&sid=a+b%26c');
  assert.equal(addressOf('https://web.example/out?x=1', false), 'https://web.example/out?x=1');
});

test('OIDC Front-Channel Logout §2: no frame loads anything but http and https', () => {
  for (const uri of [undefined, '', 'javascript:alert(1)', 'data:text/html,x', 'com.example.app://out', '//web.example/out', '/out', 'https://']) assert.equal(addressOf(uri, true), undefined, uri);
});
