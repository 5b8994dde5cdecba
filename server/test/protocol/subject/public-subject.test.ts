import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TenantId } from '../../../src/kernel/tenant.ts';
import { createSealing } from '../../../src/keys/sealing.ts';
import { createSubjectKeys } from '../../../src/keys/subject-keys.ts';
import { publicSubject } from '../../../src/protocol/subject/public-subject.ts';
import { clientOf } from '../client-of-test.ts';

const tools = { subjectKeys: createSubjectKeys(createSealing(Buffer.alloc(32, 1))) };
const pairwise = (sector: string | undefined, tenant = 'default') => clientOf({ tenant: tenant as TenantId, subject: { type: 'pairwise', sector, sectorIdentifierUri: undefined } });

test('OIDC Core §8: a public client knows the id itself', () => {
  assert.equal(publicSubject('auth0|1', clientOf(), tools), 'auth0|1');
});

test('OIDC Core §8.1: a pseudonym differs by person, sector, tenant and master key, and by nothing else', () => {
  const name = publicSubject('auth0|1', pairwise('a.example'), tools);
  assert.equal(publicSubject('auth0|1', { ...pairwise('a.example'), id: clientOf({ name: 'other' }).id }, { subjectKeys: createSubjectKeys(createSealing(Buffer.alloc(32, 1))) }), name);
  const others = [
    publicSubject('auth0|2', pairwise('a.example'), tools), publicSubject('auth0|1', pairwise('b.example'), tools), publicSubject('auth0|1', pairwise('a.example', 'acme'), tools),
    publicSubject('auth0|1', pairwise('a.example'), { subjectKeys: createSubjectKeys(createSealing(Buffer.alloc(32, 2))) }),
  ];
  assert.equal(new Set([name, ...others]).size, 5);
});

test('OIDC Core §8.1: pairwise without a sector is a fault of ours, and never the id', () => {
  assert.throws(() => publicSubject('auth0|1', pairwise(undefined), tools), /no sector/);
});
