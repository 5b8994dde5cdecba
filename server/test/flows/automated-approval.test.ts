import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { ask, startCiba } from './ciba.ts';
import { apps } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

const approve = (house: RunningHouse, id: string, action: string) => fetch(`${house.origin}/conformance/ciba?auth_req_id=${id}&action=${action}`);

describe('Automated approvals, for conformance suites', () => {
  let house: RunningHouse;
  before(async () => { house = await startHouse(); });
  after(() => house.stop());
  const switchTo = async (automatedApprovals: boolean) => {
    const { storage, defaultTenant } = house.house;
    const known = await storage.tenants.find(defaultTenant.id);
    assert.ok(known !== undefined);
    await storage.tenants.replace({ ...known, settings: { ...known.settings, automatedApprovals } });
  };

  test('OIDC CIBA §8: without the switch of the tenant nobody but the person answers', async () => {
    const { id } = await startCiba(house.origin, apps.ciba);
    const answer = await approve(house, id, 'allow');
    assert.deepEqual([answer.status, ((await answer.json()) as Record<string, unknown>)['error']], [400, 'invalid_request']);
    assert.equal((await ask(house.origin, apps.ciba, id)).body['error'], 'authorization_pending');
  });

  test('OIDC CIBA §10.1: with it a suite allows and denies by auth_req_id, each request once', async () => {
    await switchTo(true);
    try {
      const allowed = await startCiba(house.origin, apps.ciba);
      assert.equal((await approve(house, allowed.id, 'allow')).status, 204);
      assert.equal((await approve(house, allowed.id, 'deny')).status, 400);
      assert.equal((await ask(house.origin, apps.ciba, allowed.id)).status, 200);
      const denied = await startCiba(house.origin, apps.ciba);
      assert.equal((await approve(house, denied.id, 'deny')).status, 204);
      assert.equal((await ask(house.origin, apps.ciba, denied.id)).body['error'], 'access_denied');
      assert.equal((await approve(house, 'x', 'allow')).status, 400);
    } finally { await switchTo(false); }
  });

  test('In production there is no such address', async () => {
    const production = await startHouse({ mode: 'production' });
    try { assert.equal((await approve(production, 'x', 'allow')).status, 404); } finally { await production.stop(); }
  });
});
