import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, apiRecord, clientRecord, codeRecord, grantRecord, key, logRecord, now, other, paymentOf, sessionRecord, signingKeyRecord, tokenRecord, transactionRecord, userRecord, startSession } from './records.ts';

const user = userRecord();
const session = sessionRecord();
const grant = grantRecord({ sessionKey: session.sid });
const [code, token, transaction, log] = [codeRecord(grant), tokenRecord(grant), transactionRecord(), logRecord()];

/** Every way to find something: what it finds in a tenant. */
const finds: Readonly<Record<string, (storage: Storage, tenant: typeof acme) => unknown>> = {
  findCode: (storage, tenant) => storage.grants.findCode(tenant, code.key),
  findToken: (storage, tenant) => storage.grants.findToken(tenant, token.key),
  findGrant: (storage, tenant) => storage.grants.findGrant(tenant, grant.key),
  findSpent: (storage, tenant) => storage.grants.findSpent(tenant, 'code', code.key),
  consentedScope: (storage, tenant) => storage.grants.consentedScope(tenant, user.id, 'app', undefined),
  loadTransaction: (storage, tenant) => storage.transactions.load(tenant, transaction.key),
  findUser: (storage, tenant) => storage.users.find(tenant, user.id),
  findByEmail: (storage, tenant) => storage.users.findByLogin(tenant, 'people', 'ann@example.com'),
  findByUsername: (storage, tenant) => storage.users.findByLogin(tenant, 'people', 'ann'),
  loadSession: (storage, tenant) => storage.sessions.load(tenant, session.key),
  listApplications: async (storage, tenant) => (await storage.sessions.listApplications(tenant, session))[0],
  findBySid: (storage, tenant) => storage.sessions.findBySid(tenant, session.sid),
  peek: async (storage, tenant) => (await storage.throttles.peek(tenant, 'k', 1000)).count || undefined,
  signingKeys: async (storage, tenant) => (await storage.signingKeys.list(tenant))[0],
  log: async (storage, tenant) => (await storage.log.list(tenant, { take: 10 })).records[0],
  findClient: (storage, tenant) => storage.clients.findClient(tenant, 'app'),
  findResourceServer: (storage, tenant) => storage.clients.findResourceServer(tenant, 'https://api.example'),
  findClientGrant: (storage, tenant) => storage.clients.findClientGrant(tenant, 'app', 'https://api.example'),
  knowsOrigin: async (storage, tenant) => (await storage.clients.knowsOrigin(tenant, 'https://app.example')) || undefined,
  findRule: (storage, tenant) => storage.rules.findRule(tenant, 'rul_1'),
  findActiveRules: (storage, tenant) => storage.rules.findActiveRules(tenant),
  listRuleSettings: async (storage, tenant) => (await storage.rules.listRuleSettings(tenant))[0],
  listClients: async (storage, tenant) => (await storage.registry.listClients(tenant))[0],
  listResourceServers: async (storage, tenant) => (await storage.registry.listResourceServers(tenant))[0],
  listClientGrants: async (storage, tenant) => (await storage.registry.listClientGrants(tenant))[0],
};

/** Nothing of one tenant is found, changed or removed through another. */
export function tenantSuite(backend: () => Backend): void {
  describe('tenants', () => {
    let storage: Storage;
    before(async () => {
      storage = await (await backend().newDatabase()).open();
      await storage.users.insert(acme, user);
      await startSession(storage, session);
      await storage.transactions.open(acme, transaction);
      await storage.throttles.change(acme, [{ kind: 'hit', key: 'k', window: 60 }], 1000);
      await storage.signingKeys.change(acme, [], [signingKeyRecord('k1')], []);
      await storage.registry.insertClient(clientRecord());
      await storage.registry.insertResourceServer(apiRecord());
      await storage.rules.insertRule(acme, { id: 'rul_1', name: 'Rule', script: 'function () {}', order: 1, enabled: true, stage: 'login_success' });
      await storage.rules.putRuleSetting(acme, { key: 'K', sealed: 's' });
      await storage.registry.insertClientGrant({ tenant: acme, id: 'cgr_1', clientId: 'app', audience: 'https://api.example', scope: [] });
      await storage.grants.commit({ tenant: acme, grant, code, tokens: [token], payment: paymentOf('code', code.key), consent: { userId: user.id, clientId: 'app', audience: undefined, scope: [], givenAt: 1 }, log });
    });

    for (const [name, find] of Object.entries(finds)) {
      test(`${name} finds what a tenant has, and nothing of it through another tenant`, async () => {
        assert.notEqual(await find(storage, acme), undefined);
        assert.equal(await find(storage, other), undefined);
      });
    }

    test('what is written under another tenant leaves this one as it is', async () => {
      await storage.grants.revokeGrant(other, grant.key, 1);
      await storage.grants.revokeToken(other, token.key);
      await storage.sessions.end(other, session, { at: 1, told: [] });
      await startSession(storage, sessionRecord(), { tenant: other, replaced: session.key });
      await storage.sessions.touch(other, session.key, 1, 1);
      await storage.users.setBlocked(other, user.id, true, 1);
      await storage.users.replacePasswordHash(other, user.id, 'x', 1);
      await storage.users.remove(other, user.id);
      await storage.throttles.change(other, [{ kind: 'clear', key: 'k' }], 1000);
      await storage.registry.removeClient(other, 'app');
      await storage.registry.removeResourceServer(other, 'api_1');
      await storage.registry.removeClientGrant(other, 'cgr_1');
      await storage.rules.removeRule(other, 'rul_1');
      await storage.rules.removeRuleSetting(other, 'K');
      assert.equal(await storage.transactions.advance(other, { ...transaction, version: 2 }), 'stale');
      assert.equal(await storage.transactions.finish(other, transaction.key, 1), false);
      assert.equal(await storage.signingKeys.change(other, ['k1:current'], [], [{ kid: 'k1', state: 'revoked', at: 1 }]), 'stale');
      for (const [name, find] of Object.entries(finds)) assert.notEqual(await find(storage, acme), undefined, name);
      const context = await storage.grants.findGrant(acme, grant.key);
      assert.equal(context?.revokedAt, undefined);
      assert.equal(context?.session?.sid, session.sid);
      assert.deepEqual(await storage.users.find(acme, user.id), { ...user, lastSignIn: { at: session.authTime, address: session.address, count: 1 } });
      assert.equal((await storage.signingKeys.list(acme))[0]?.state, 'current');
    });

    test('a value spent in one tenant is unspent in another', async () => {
      const value = key();
      assert.equal(await storage.consume(acme, { kind: 'jti', key: value, keepUntil: now() + 60 }), 'first');
      assert.equal(await storage.consume(other, { kind: 'jti', key: value, keepUntil: now() + 60 }), 'first');
      assert.notEqual(await storage.consume(acme, { kind: 'jti', key: value, keepUntil: now() + 60 }), 'first');
    });
  });
}
