import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { Params } from '../../../src/protocol/params.ts';
import { agreedDpopJkt, parseDpopJkt } from '../../../src/protocol/dpop/dpop-jkt.ts';

const jkt = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';
const parse = (sent: Record<string, string>) => parseDpopJkt(Params.fromRecord(Object.fromEntries(Object.entries(sent).map(([name, value]) => [name, [value]]))));

describe('RFC 9449 §10: dpop_jkt', () => {
  test('RFC 9449 §10: a thumbprint is taken, a request may be without, anything else is refused', () => {
    assert.equal(parse({ dpop_jkt: jkt }), jkt);
    assert.equal(parse({}), undefined);
    for (const bad of [`${jkt}x`, jkt.slice(1), `${jkt.slice(1)}=`, '{}']) assert.ok(parse({ dpop_jkt: bad }) instanceof Refusal, bad);
  });
  test('RFC 9449 §10.1: a pushed request names the key, proves it, or both; two keys are refused', () => {
    assert.equal(agreedDpopJkt(jkt, undefined), jkt);
    assert.equal(agreedDpopJkt(undefined, jkt), jkt);
    assert.equal(agreedDpopJkt(jkt, jkt), jkt);
    assert.equal(agreedDpopJkt(undefined, undefined), undefined);
    assert.ok(agreedDpopJkt(jkt, `x${jkt.slice(1)}`) instanceof Refusal);
  });
});
