import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addressBlock } from '../../../src/identity/attack-protection/address-block.ts';

test('an IPv4 address counts for itself, however it is written', () => {
  assert.equal(addressBlock('192.0.2.7'), '192.0.2.7');
  assert.equal(addressBlock('::ffff:192.0.2.7'), '192.0.2.7');
});

test('A164: an IPv6 network of one customer counts as one address', () => {
  const network = addressBlock('2001:db8:1:2::1');
  for (const same of ['2001:db8:1:2:ffff:ffff:ffff:ffff', '2001:0DB8:0001:0002::9', '2001:db8:1:2:0:0:0:1', '2001:db8:1:2::1%eth0']) assert.equal(addressBlock(same), network, same);
  for (const other of ['2001:db8:1:3::1', '2001:db8::1:2', '::1']) assert.notEqual(addressBlock(other), network, other);
});

test('short forms of IPv6 are filled up from the right place', () => {
  assert.equal(addressBlock('::1'), '0:0:0:0::/64');
  assert.equal(addressBlock('fe80::'), 'fe80:0:0:0::/64');
  assert.equal(addressBlock('2001:db8::5:0:0:1'), '2001:db8:0:0::/64');
  assert.equal(addressBlock('1:2:3:4:5:6:7::'), '1:2:3:4::/64');
});
