import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createSealing } from '../../../src/keys/sealing.ts';
import { createSecretSeal } from '../../../src/keys/secret-seal.ts';
import { sharedSecrets } from '../../../src/protocol/client/shared-secrets.ts';
import { clientOf } from '../client-of-test.ts';

const secretSeal = createSecretSeal(createSealing(Buffer.alloc(32, 1)));
const clock = { now: () => 1000, nowMs: () => 1_000_000 };
const kept = (secret: string, expiresAt?: number) => ({ hash: secret, expiresAt, sealed: secretSeal.seal(secret, clientOf()) });

test('OIDC Core §10.1: the newest secret first, those that ended or are kept as a hash alone not at all', () => {
  const secrets = [kept('ended', 1000), kept('goes', 1001), { hash: 'hashed', expiresAt: undefined }, kept('stays')];
  assert.deepEqual(sharedSecrets(clientOf({ secrets }), { secretSeal, clock }), ['stays', 'goes']);
  assert.deepEqual(sharedSecrets(clientOf({ secrets: [] }), { secretSeal, clock }), []);
});

test('OIDC Core §10.1: the sealed secret of another client does not open', () => {
  const secrets = [{ hash: 'x', expiresAt: undefined, sealed: secretSeal.seal('x', { ...clientOf(), id: 'other' }) }];
  assert.throws(() => sharedSecrets(clientOf({ secrets }), { secretSeal, clock }));
});
