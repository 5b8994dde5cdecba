import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parseAllowList } from '../../src/outbound/allow-list.ts';
import { outboundPolicy } from '../../src/outbound/outbound-policy.ts';
import { isOutboundTarget } from '../../src/settings/outbound-target.ts';

describe('GATEHOUSE_OUTBOUND_ALLOW', () => {
  const right = ['idp.internal', 'IDP.Internal', 'localhost', 'localhost:9000', 'a_b.internal', 'xn--bcher-kva.example', '3com.example', '10.1.2.3', '10.1.2.3:8443', '10.0.0.0/8', '0.0.0.0/0', 'fd00::1', '[fd00::1]', '[fd00::1]:8443', '::1', 'fd00::/8'];
  for (const entry of right) test(`${entry} is an entry, and the list takes it`, () => { assert.ok(isOutboundTarget(entry)); parseAllowList([entry]); });

  const wrong = [
    '', ' ', '*', '*.internal', 'https://idp.internal', 'idp.internal/', 'idp.internal/8', 'idp.internal:', 'idp.internal:0', 'idp.internal:65536', 'idp.internal:https', 'user@idp.internal', 'idp..internal', '.internal', 'internal.', '-a.internal',
    '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', '10.0.0.0/8:80', '10.0.0', '127.1', '2130706433', '0x7f000001', '127.0.0.0x1', '0177.0.0.1', 'fd00::/129', 'fd00::1:8443:', '[fd00::1', '[10.0.0.1]', 'fe80::1%eth0', 'a b', 'bücher.example',
  ];
  for (const entry of wrong) test(`${JSON.stringify(entry)} is no entry`, () => assert.ok(!isOutboundTarget(entry)));

  test('a host that is named counts under its name, with its port if one is given, and nothing else does', () => {
    const list = parseAllowList(['IDP.internal', 'app.internal:8443', '10.1.2.3', '10.1.2.4:443', 'fd00::1', '[fd00::2]:8443', '192.168.0.0/16', 'fd11::/16']);
    const named: readonly (readonly [string, number])[] = [['idp.internal', 1], ['IDP.INTERNAL', 443], ['app.internal', 8443], ['10.1.2.3', 80], ['10.1.2.4', 443], ['fd00::1', 80], ['fd00::2', 8443], ['192.168.7.7', 80], ['fd11::7', 80]];
    for (const [host, port] of named) assert.ok(list.names(host, port), `${host} ${port}`);
    const unnamed: readonly (readonly [string, number])[] = [['x.idp.internal', 1], ['idp.internal.evil.example', 1], ['app.internal', 443], ['10.1.2.4', 80], ['fd00::2', 443], ['fd00::3', 443], ['192.169.0.1', 80], ['fd12::1', 80], ['', 443], ['192.168.1.1.', 80]];
    for (const [host, port] of unnamed) assert.ok(!list.names(host, port), `${host} ${port}`);
    assert.deepEqual([list.admits('10.1.2.3', 1), list.admits('192.168.1.1', 1), list.admits('fd11::1', 1), list.admits('idp.internal', 1), list.admits('fd11::1%1', 1), list.admits('10.1.2.5', 1)], [true, true, true, false, false, false]);
  });

  test('RFC 6761 §6.3: the names of this machine are refused by their spelling, unless loopback or the name is allowed', () => {
    const standing = (entries: readonly string[]) => ['localhost', 'app.localhost', '127.0.0.1', '[::1]', 'idp.internal', 'localhost.example'].map((host) => outboundPolicy(parseAllowList(entries)).standingOf(host, 80));
    assert.deepEqual(standing([]), ['refused', 'refused', 'refused', 'refused', 'open', 'open']);
    assert.deepEqual(standing(['127.0.0.1']), ['open', 'open', 'named', 'refused', 'open', 'open']);
    assert.deepEqual(standing(['localhost', 'idp.internal:80']), ['named', 'refused', 'refused', 'refused', 'named', 'open']);
  });

  test('what is no entry is a broken promise of the settings', () => {
    for (const entry of ['a/8', 'a b', '']) assert.throws(() => parseAllowList([entry]), /outboundAllow/);
  });
});
