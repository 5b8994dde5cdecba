import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { RunningHouse } from '../../flows/house.ts';
import { strangerOf } from '../../jose/foreign-keys.ts';
import { houseWith, register, small } from './registrar.ts';

const issuer = 'https://directory.example';
const now = () => Math.floor(Date.now() / 1000);
const statement = (claims: object, alg = 'ES256', header: object = {}) => strangerOf(alg).sign({ kid: 'directory', ...header }, { iss: issuer, iat: now(), ...claims });

describe('software statements', () => {
  let house: RunningHouse;
  before(async () => {
    house = await houseWith({ registration: 'open', softwareStatementIssuers: [{ issuer, jwks: [{ ...strangerOf('ES256').jwk, kid: 'directory' }], jwksUri: undefined }] });
  });
  after(() => house.stop());

  test('RFC 7591 §2.3: what a trusted issuer says takes precedence, and the statement comes back unchanged', async () => {
    const signed = statement({ client_name: 'Vouched for', software_id: 'one', redirect_uris: ['https://vouched.example/cb'] });
    const { status, body } = await register(house, { ...small, client_name: 'Says itself', software_statement: signed });
    assert.equal(status, 201);
    assert.deepEqual([body['client_name'], body['redirect_uris'], body['software_id'], body['software_statement']], ['Vouched for', ['https://vouched.example/cb'], 'one', signed]);
  });

  test('A204 RFC 7591 §3.2.2: a statement of somebody else, a forged one, and one that is over', async () => {
    const tries: readonly (readonly [unknown, string])[] = [
      [strangerOf('ES256').sign({}, { iss: 'https://evil.example', client_name: 'x' }), 'unapproved_software_statement'],
      [strangerOf('ES256').sign({}, { client_name: 'x' }), 'unapproved_software_statement'],
      [statement({ client_name: 'x' }, 'ES384'), 'invalid_software_statement'],
      [statement({ exp: now() - 1 }), 'invalid_software_statement'],
      [statement({ nbf: now() + 600 }), 'invalid_software_statement'],
      [`${statement({}).slice(0, -6)}AAAAAA`, 'invalid_software_statement'],
      ['not a jwt', 'invalid_software_statement'],
      [7, 'invalid_software_statement'],
    ];
    for (const [software, error] of tries) {
      const { status, body } = await register(house, { ...small, software_statement: software });
      assert.deepEqual([status, body['error']], [400, error], String(software).slice(0, 80));
    }
  });

  test('RFC 7591 §2.3: a tenant that trusts nobody approves of no statement', async () => {
    const plain = await houseWith({ registration: 'open' });
    try {
      const { body } = await register(plain, { ...small, software_statement: statement({}) });
      assert.equal(body['error'], 'unapproved_software_statement');
    } finally { await plain.stop(); }
  });

  test('RFC 7591 §2.3: what is vouched for is judged like everything else', async () => {
    const { status, body } = await register(house, { ...small, software_statement: statement({ redirect_uris: ['javascript:x'] }) });
    assert.deepEqual([status, body['error']], [400, 'invalid_redirect_uri']);
  });
});
