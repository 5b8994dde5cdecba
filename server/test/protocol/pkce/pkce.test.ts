import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, test } from 'node:test';
import { DecisionRecord } from '../../../src/kernel/decision-record.ts';
import { Refusal } from '../../../src/kernel/refusal.ts';
import { Params } from '../../../src/protocol/params.ts';
import { parseChallenge } from '../../../src/protocol/pkce/challenge.ts';
import { provePkce } from '../../../src/protocol/pkce/prove-pkce.ts';
import { clientOf } from '../client-of-test.ts';

const parse = (fields: Record<string, string>, over = {}) => parseChallenge(Params.fromForm(new URLSearchParams(fields).toString()) as Params, clientOf(over), new DecisionRecord('r'));
const reasonOf = (outcome: unknown) => (outcome instanceof Refusal ? outcome.reason : outcome);
// RFC 7636 Appendix B
const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';

describe('RFC 7636 §4.3: the code challenge', () => {
  test('RFC 7636 §4.3: an S256 challenge is accepted', () => assert.deepEqual(parse({ code_challenge: challenge, code_challenge_method: 'S256' }), { challenge, method: 'S256' }));
  test('A047 RFC 9700 §2.1.1: a public client without a challenge is refused, whatever its settings say', () => {
    assert.equal(reasonOf(parse({}, { authenticationMethod: 'none', requiresPkce: false })), 'pkce.missing');
    assert.equal(reasonOf(parse({ code_challenge: '' }, { authenticationMethod: 'none' })), 'pkce.missing');
  });
  test('A048 RFC 9700 §2.1.1: a confidential client needs one too, unless it is switched off for this client', () => {
    assert.equal(reasonOf(parse({})), 'pkce.missing');
    assert.equal(parse({}, { requiresPkce: false }), undefined);
  });
  test('A049 RFC 7636 §4.3: plain, no method (which means plain) and unknown methods are refused', () => {
    for (const method of ['plain', 'S256 ', 's256', 'S512', undefined]) assert.equal(reasonOf(parse({ code_challenge: challenge, ...(method === undefined ? {} : { code_challenge_method: method }) })), 'pkce.method_not_s256', String(method));
    assert.equal(reasonOf(parse({ code_challenge_method: 'S256' })), 'pkce.method_without_challenge');
  });
  test('A050 RFC 7636 §4.2: a challenge of another length or alphabet is refused', () => {
    for (const bad of [challenge.slice(1), `${challenge}A`, challenge.replace('-', '+'), `${challenge}=`, challenge.replace('E', 'é'), 'a'.repeat(129)]) assert.equal(reasonOf(parse({ code_challenge: bad, code_challenge_method: 'S256' })), 'pkce.challenge_malformed', bad);
  });
  test('Seed row 74: the hexadecimal challenge of the seed is refused, with a message that names the mistake', () => {
    const hex = createHash('sha256').update('zfLfZKs05SjlQOJv').digest('hex').toUpperCase();
    const refused = parse({ code_challenge: hex, code_challenge_method: 'S256' }) as Refusal;
    assert.equal(refused.reason, 'pkce.challenge_is_hex');
    assert.match(refused.description, /base64url/);
  });
});

describe('RFC 7636 §4.6: the code verifier', () => {
  const expected = { challenge, method: 'S256' } as const;
  test('RFC 7636 Appendix B: the example of the specification is proved', () => assert.equal(provePkce(expected, verifier), 'proved'));
  test('A051 RFC 7636 §4.6: a missing, wrong, short, long or foreign verifier is refused', () => {
    assert.equal(reasonOf(provePkce(expected, undefined)), 'pkce.verifier_missing');
    assert.equal(reasonOf(provePkce(expected, challenge)), 'pkce.verifier_wrong');
    assert.equal(reasonOf(provePkce(expected, verifier.slice(0, 42))), 'pkce.verifier_malformed');
    assert.equal(reasonOf(provePkce(expected, 'a'.repeat(129))), 'pkce.verifier_malformed');
    assert.equal(reasonOf(provePkce(expected, 'zfLfZKs05SjlQOJv')), 'pkce.verifier_malformed');
  });
  test('A052 RFC 9700 §4.8.2: a verifier without a challenge is a downgrade and is refused', () => {
    assert.equal(reasonOf(provePkce(undefined, verifier)), 'pkce.not_started');
    assert.equal(provePkce(undefined, undefined), 'not_used');
  });
});
