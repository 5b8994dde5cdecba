import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { isPublicAddress } from '../../src/outbound/public-address.ts';

const closed: Readonly<Record<string, readonly string[]>> = {
  'this network': ['0.0.0.0', '0.0.0.1', '0.255.255.255'],
  'private networks': ['10.0.0.0', '10.255.255.255', '172.16.0.0', '172.31.255.255', '192.168.0.0', '192.168.255.255'],
  'shared addresses of carriers': ['100.64.0.0', '100.127.255.255', '100.100.100.200'],
  'loopback': ['127.0.0.0', '127.0.0.1', '127.1.2.3', '127.255.255.255', '::1', '0:0:0:0:0:0:0:1'],
  'link-local, with the metadata services': ['169.254.0.0', '169.254.169.254', '169.254.170.2', '169.254.255.255', 'fe80::1', 'febf::1', 'fe80::1%eth0', 'fe80::a9fe:a9fe'],
  'protocol assignments': ['192.0.0.0', '192.0.0.192', '192.0.0.255', '192.88.99.1', '192.31.196.1', '192.52.193.1', '192.175.48.1', '2001::1', '2001:1ff::1'],
  'documentation': ['192.0.2.1', '198.51.100.1', '203.0.113.255', '2001:db8::1', '3fff::1', '3fff:fff::1'],
  'measuring': ['198.18.0.0', '198.19.255.255'],
  'multicast': ['224.0.0.0', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'reserved and broadcast': ['240.0.0.0', '254.1.2.3', '255.255.255.255'],
  'a cloud below a public number': ['168.63.129.16'],
  'nowhere': ['::', '0:0:0:0:0:0:0:0'],
  'unique local': ['fc00::', 'fd00::1', 'fd00:ec2::254', 'fd20:ce::254', 'fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff'],
  'site-local': ['fec0::1', 'feff::1'],
  'IPv4 inside IPv6, mapped': ['::ffff:127.0.0.1', '::ffff:7f00:1', '::FFFF:10.0.0.1', '0:0:0:0:0:ffff:a9fe:a9fe', '::ffff:0:127.0.0.1', '::ffff:8.8.8.8'],
  'IPv4 inside IPv6, compatible': ['::127.0.0.1', '::7f00:1', '::8.8.8.8'],
  'IPv4 inside IPv6, translated': ['64:ff9b::127.0.0.1', '64:ff9b::7f00:1', '64:ff9b::a00:1', '64:ff9b::', '64:ff9b::1', '64:ff9b::a9fe:a9fe', '64:ff9b:0:0:0:0:c0a8:1', '64:ff9b:1::8.8.8.8', '64:ff9b:1::a00:1', '64:ff9b::1:0:8.8.8.8'],
  'IPv4 inside IPv6, 6to4': ['2002:7f00:1::', '2002:a00:1::1', '2002:a9fe:a9fe::1', '2002:808:808::1'],
  'IPv4 inside IPv6, Teredo': ['2001:0:808:808::1', '2001:0:7f00:1::1'],
  'outside of global unicast': ['100::1', '200::1', '4000::1', '5f00::1', '1fff::1', 'e000::1'],
  'no address in its one spelling': ['', 'localhost', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '1.1.1', '8.8.8.8.', ' 8.8.8.8', '8.8.8.8 ', '08.8.8.8', '8.8.8.8:80', '[2606:4700::1111]', '2606:4700::1111%1', '8.8.8.8%1', '８.8.8.8'],
};

const open = [
  '1.0.0.1', '8.8.8.8', '9.255.255.255', '11.0.0.0', '93.184.215.14', '100.63.255.255', '100.128.0.0', '126.255.255.255', '128.0.0.1', '169.253.255.255', '169.255.0.0', '172.15.255.255', '172.32.0.0',
  '192.0.1.1', '192.167.255.255', '192.169.0.0', '198.17.255.255', '198.20.0.0', '223.255.255.255', '168.63.129.17',
  '2001:200::1', '2001:4860:4860::8888', '2001:db7::1', '2001:db9::1', '2003::1', '2606:4700:4700::1111', '2a00:1450:4001:82a::200e', '3ffe::1',
  '64:ff9b::8.8.8.8', '64:ff9b::808:808', '64:ff9b::5db8:d70e',
];

describe('a public address', () => {
  for (const [what, addresses] of Object.entries(closed)) {
    test(`A102: ${what} is none`, () => assert.deepEqual(addresses.filter(isPublicAddress), []));
  }
  test('the neighbours of all these are public', () => assert.deepEqual(open.filter((address) => !isPublicAddress(address)), []));
});
