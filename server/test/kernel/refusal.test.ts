import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { errorText, Refusal } from '../../src/kernel/refusal.ts';
import { reasons, type ReasonCode } from '../../src/kernel/reasons/index.ts';

const allowed = /^[\x20-\x21\x23-\x5b\x5d-\x7e]*$/;
const codes = Object.keys(reasons) as ReasonCode[];

describe('RFC 6749 §5.2: the error description', () => {
  test('RFC 6749 §5.2: whatever the text, only the characters of the grammar are left, 600 at most', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
      const said = errorText(text);
      assert.match(said, allowed);
      assert.equal(said.length, Math.min(text.length, 600));
    }), { numRuns: 1000 });
  });

  test('RFC 6749 §5.2: a text within the grammar stays as it is, and doing it twice changes nothing', () => {
    fc.assert(fc.property(fc.string({ unit: 'grapheme-ascii', maxLength: 600 }), (text) => {
      const said = errorText(text);
      assert.equal(errorText(said), said);
      if (allowed.test(text)) assert.equal(said, text);
    }));
    assert.equal(errorText('say "no" \\ \r\n \u007f é'), "say 'no' / ?? ? ?");
  });

  test('RFC 6749 §5.2: the description of every reason with any evidence is within the grammar', () => {
    fc.assert(fc.property(fc.constantFrom(...codes), fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (code, expected, received) => {
      const { description } = new Refusal('invalid_request', code, { expected, received });
      assert.match(description, allowed);
      assert.ok(description.startsWith(errorText(reasons[code].explain)));
    }));
  });

  test('RFC 6749 §5.2: the description says what happened, what came, what was expected, and the first fix', () => {
    const refusal = new Refusal('invalid_request', 'prompt.unknown', { expected: 'none', received: 'nobody' });
    assert.equal(refusal.description, 'A value of prompt is unknown. Received: nobody. Expected: none. Use none, login, consent or select_account.');
    assert.equal(new Refusal('invalid_request', 'prompt.unknown').description, 'A value of prompt is unknown. Use none, login, consent or select_account.');
  });

  test('RFC 6749 §5.2: only a Refusal is one', () => {
    const refusal = new Refusal('invalid_grant', 'code.expired');
    assert.ok(Refusal.is(refusal) && refusal instanceof Refusal);
    for (const value of [undefined, null, 'invalid_grant', { code: 'invalid_grant', reason: 'code.expired', evidence: {} }, Object.create(Refusal.prototype) as unknown]) assert.equal(Refusal.is(value), false);
  });
});
