import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, other, userRecord } from './records.ts';

const person = (id: string, email: string) => userRecord({ id, connection: 'acme', email, canonicalEmail: email, username: undefined });

/** What every database must do with people of other providers, and what those providers gave for them. */
export function upstreamPeopleSuite(backend: () => Backend): void {
  describe('people of other providers', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });

    test('an address of theirs is no name to sign in with: two may have the same, and neither is found by it', async () => {
      assert.deepEqual([await storage.users.insert(acme, person('oidc|acme|1', 'same@example.com')), await storage.users.insert(acme, person('oidc|acme|2', 'same@example.com'))], ['inserted', 'inserted']);
      assert.equal(await storage.users.findByLogin(acme, 'acme', 'same@example.com'), undefined);
      assert.equal((await storage.users.listByEmail(acme, 'same@example.com')).length, 2);
      assert.equal(await storage.users.insert(acme, person('oidc|acme|1', 'else@example.com')), 'taken', 'the identity is one');
    });

    test('tokens of a provider take the place of those before, and go with the person, those of linked identities too', async () => {
      const put = async (id: string, sealed: string) => { assert.equal(await storage.users.insert(acme, person(`oidc|acme|${sealed}`, 'x@example.com'), undefined, [storage.upstreamTokens.prepare(acme, id, sealed)]), 'inserted'); };
      await storage.users.insert(acme, person('oidc|acme|main', 'main@example.com'));
      await storage.users.insert(acme, person('oidc|acme|linked', 'linked@example.com'));
      assert.equal(await storage.linkedUsers.findOwner(acme, 'oidc|acme|linked'), undefined);
      assert.equal(await storage.linkedUsers.link(acme, { primary: 'oidc|acme|main', secondary: 'oidc|acme|linked' }, { at: 5 }), 'linked');
      assert.deepEqual([await storage.linkedUsers.findOwner(acme, 'oidc|acme|linked'), await storage.linkedUsers.findOwner(other, 'oidc|acme|linked')], ['oidc|acme|main', undefined]);
      await put('oidc|acme|main', 'first');
      await put('oidc|acme|main', 'second');
      await put('oidc|acme|linked', 'third');
      await put('oidc|acme|bystander', 'fourth');
      const found = (tenant: typeof acme) => Promise.all(['main', 'linked', 'bystander'].map((name) => storage.upstreamTokens.find(tenant, `oidc|acme|${name}`)));
      assert.deepEqual([await found(acme), await found(other)], [['second', 'third', 'fourth'], [undefined, undefined, undefined]]);
      await storage.users.remove(acme, 'oidc|acme|main');
      assert.deepEqual(await found(acme), [undefined, undefined, 'fourth']);
    });
  });
}
