import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { Rule } from '../../src/protocol/ports/rule-store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend, TestDatabase } from './backend.ts';
import { acme, logRecord, other } from './records.ts';

const first: Rule = { id: 'rul_first', name: 'First', script: 'function (user, context, callback) { callback(null, user, context); }', order: 2, enabled: true, stage: 'login_success' };
const second: Rule = { ...first, id: 'rul_second', name: 'Second', order: 1 };

/** What every database must do with rules and the values that they are told. */
export function ruleSuite(backend: () => Backend): void {
  describe('rules', () => {
    let database: TestDatabase;
    let storage: Storage;
    before(async () => {
      database = await backend().newDatabase();
      storage = await database.open();
    });
    const active = async () => (await storage.rules.findActiveRules(acme))?.rules.map(({ id }) => id);

    test('a rule is kept, changed and removed; its name is its own within the tenant, and they come in their order', async () => {
      assert.equal(await active(), undefined);
      assert.equal(await storage.rules.insertRule(acme, first, logRecord()), 'inserted');
      assert.equal((await storage.log.list(acme, { take: 10 })).records.length, 1, 'with its line of the log');
      assert.deepEqual(await active(), [first.id]);
      assert.equal(await storage.rules.insertRule(acme, { ...second, name: first.name }), 'taken');
      assert.equal(await storage.rules.insertRule(acme, second), 'inserted');
      assert.equal(await storage.rules.insertRule(other, { ...first, script: 'of another tenant' }), 'inserted');
      assert.deepEqual(await storage.rules.listRules(acme), [second, first]);
      assert.deepEqual(await active(), [second.id, first.id]);
      assert.deepEqual(await storage.rules.findRule(acme, first.id), first);
      assert.equal(await storage.rules.findRule(acme, 'rul_nobody'), undefined);
      assert.equal(await storage.rules.replaceRule(acme, { ...second, name: first.name }), 'taken');
      assert.equal(await storage.rules.replaceRule(acme, { ...second, id: 'rul_nobody', name: 'Third' }), 'unknown');
      assert.equal(await storage.rules.replaceRule(acme, { ...second, order: 3, name: 'Renamed' }), 'replaced');
      assert.deepEqual(await active(), [first.id, second.id], 'what is in memory is forgotten at once');
      for (const rule of [first, second]) assert.equal(await storage.rules.replaceRule(acme, { ...rule, enabled: false }), 'replaced');
      assert.equal(await active(), undefined, 'a rule that is not enabled does not run');
      assert.deepEqual([await storage.rules.removeRule(acme, first.id), await storage.rules.removeRule(acme, first.id), await storage.rules.removeRule(acme, second.id)], ['removed', 'unknown', 'removed']);
      assert.deepEqual([(await storage.rules.listRules(acme)).length, (await storage.rules.listRules(other)).length], [0, 1]);
    });

    test('values are put, put again and removed, each in its tenant', async () => {
      await storage.rules.insertRule(acme, first);
      await storage.rules.putRuleSetting(acme, { key: 'KEY', sealed: 'one' });
      await storage.rules.putRuleSetting(acme, { key: 'KEY', sealed: 'two' });
      await storage.rules.putRuleSetting(acme, { key: 'A', sealed: 'three' });
      const both = [{ key: 'A', sealed: 'three' }, { key: 'KEY', sealed: 'two' }];
      assert.deepEqual([...await storage.rules.listRuleSettings(acme)].map(({ key, sealed }) => ({ key, sealed })), both);
      assert.deepEqual((await storage.rules.findActiveRules(acme))?.settings.map(({ key, sealed }) => ({ key, sealed })), both);
      assert.deepEqual(await storage.rules.listRuleSettings(other), []);
      assert.deepEqual([await storage.rules.removeRuleSetting(other, 'KEY'), await storage.rules.removeRuleSetting(acme, 'KEY'), await storage.rules.removeRuleSetting(acme, 'KEY')], ['unknown', 'removed', 'unknown']);
      assert.equal((await storage.rules.findActiveRules(acme))?.settings.length, 1);
    });

    test('another node knows of a change within a second', async () => {
      const node = await database.open();
      const named = async () => (await node.rules.findActiveRules(acme))?.rules[0]?.name;
      assert.equal(await named(), first.name);
      await storage.rules.replaceRule(acme, { ...first, name: 'Elsewhere' });
      for (let tries = 0; tries < 600 && await named() !== 'Elsewhere'; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(await named(), 'Elsewhere');
    });
  });
}
