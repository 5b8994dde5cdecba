import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { newKey } from '../../src/kernel/opaque-token.ts';
import { DecisionRecord } from '../../src/kernel/decision-record.ts';
import { Refusal } from '../../src/kernel/refusal.ts';
import type { AuthenticatedClient } from '../../src/protocol/client-authentication/authenticate-client.ts';
import type { Client } from '../../src/protocol/client/client.ts';
import type { GrantTools, TokenCall } from '../../src/protocol/grant-types/grant-type.ts';
import { refreshToken } from '../../src/protocol/grant-types/refresh-token.ts';
import { Params } from '../../src/protocol/params.ts';
import { refresh, tokensFor } from './app.ts';
import { addApp } from './arrangements.ts';
import { api, apiEs, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

describe('Seed rows 96, 167: refresh', () => {
  test('RFC 8707 §2.2: a refresh may name the API of its authorization, and is told why it may not name another', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access', audience: api });
    for (const name of ['audience', 'resource']) {
      const other = await refresh(house.origin, apps.web, { refresh_token: body['refresh_token'] ?? '', [name]: apiEs });
      assert.deepEqual([other.status, other.body['error']], [400, 'invalid_target']);
      assert.match(other.body['error_description'] ?? '', /for no other\. Received: https:\/\/api-es\.example\. Expected: https:\/\/api\.example\./);
    }
    assert.equal((await refresh(house.origin, apps.web, { refresh_token: body['refresh_token'] ?? '', resource: api })).status, 200);
  });

  test('RFC 8707 §2.2: without an API in the authorization no API can be named', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { scope: 'openid offline_access' });
    const answer = await refresh(house.origin, apps.web, { refresh_token: body['refresh_token'] ?? '', audience: api });
    assert.match(answer.body['error_description'] ?? '', /Expected: no audience/);
  });
});

describe('Seed row 143: how many refresh tokens there are', () => {
  test('Auth0: a person has 200 at one application; the next sign-in ends the oldest one with its refresh token, and no other', async () => {
    const { storage, defaultTenant: { id: tenant } } = house.house;
    const app = await addApp(house, 'many-devices');
    const browser = house.browser();
    const token = async (of = app) => (await tokensFor(browser, { app: of, person: people.bob }, { scope: 'openid offline_access' })).body['refresh_token'] ?? '';
    const [other, first] = [await token(apps.web), await token()];
    const bob = await storage.users.findByLogin(tenant, 'Username-Password-Authentication', people.bob.email);
    const now = house.house.clock.now();
    for (let more = 1; more < 200; more++) await storage.grants.commit({ tenant, grant: { key: newKey(house.house.clock.nowMs()), clientId: app.id, userId: bob?.id, sessionKey: undefined, offline: true, scope: ['openid', 'offline_access'], audience: undefined, authTime: now, device: `Device ${more}`, createdAt: now, absoluteExpiresAt: now + 1000 } });
    const renewed = await refresh(house.origin, app, first);
    assert.equal(renewed.status, 200, 'there are 200');
    const last = await token();
    assert.equal((await refresh(house.origin, app, renewed.body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
    for (const [of, kept] of [[app, last], [apps.web, other]] as const) assert.equal((await refresh(house.origin, of, kept)).status, 200);
  });
});

describe('FAPI 2.0: refresh tokens stay the same', () => {
  /** The grant type as the token endpoint calls it, with a client of this profile; its tokens need a proof of a key at the endpoint, which is not what is looked at here. */
  async function refreshAs(client: Client, token: string) {
    const { storage, tokens, failures, clock, defaultTenant: tenant } = house.house;
    const params = Params.fromForm(new URLSearchParams({ refresh_token: token }).toString());
    if (params instanceof Refusal) throw new Error('The form is not well formed.');
    const call: TokenCall = { tenant, client: client as AuthenticatedClient, params, record: new DecisionRecord('r'), proof: { confirmation: undefined } as TokenCall['proof'], address: '127.0.0.1' };
    return refreshToken.authorize(call, { grants: storage.grants, clients: storage.clients, tokens, failures, clock } as unknown as GrantTools);
  }
  const found = async (id: string) => await house.house.storage.clients.findClient(house.house.defaultTenant.id, id) ?? assert.fail(id);

  test('FAPI 2.0 §5.3.2.1: the same refresh token comes back, is not spent, and works again and again', async () => {
    const app = await addApp(house, 'strict-profile', { requiresPkce: true });
    const { body } = await tokensFor(house.browser(), { app, person: people.alice }, { scope: 'openid offline_access' });
    const client: Client = { ...await found(app.id), profile: 'fapi2' };
    for (let times = 0; times < 3; times++) {
      const answer = await refreshAs(client, body['refresh_token'] ?? '');
      assert.ok(!(answer instanceof Refusal));
      assert.deepEqual(answer.refresh, { token: body['refresh_token'], record: undefined });
      assert.equal(answer.payment, undefined);
    }
  });

  test('RFC 9700 §4.14.2: a token that was spent by a rotation before stays spent, and its family ends', async () => {
    const app = await addApp(house, 'strict-profile-later');
    const { body } = await tokensFor(house.browser(), { app, person: people.alice }, { scope: 'openid offline_access' });
    const next = await refresh(house.origin, app, body['refresh_token'] ?? '');
    const client: Client = { ...await found(app.id), profile: 'fapi2' };
    const reused = await refreshAs(client, body['refresh_token'] ?? '');
    assert.ok(reused instanceof Refusal && reused.reason === 'refresh.reused');
    const dead = await refreshAs(client, next.body['refresh_token'] ?? '');
    assert.ok(dead instanceof Refusal && dead.reason === 'grant.revoked');
  });
});
