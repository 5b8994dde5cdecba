import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Refusal } from '../../src/kernel/refusal.ts';
import { proveAuthentication } from '../../src/protocol/resource-access/prove-authentication.ts';
import { call, claimsOf, tokensFor } from './app.ts';
import { apiEs, apps, people } from './fixtures.ts';
import { startHouse, type RunningHouse } from './house.ts';

let house: RunningHouse;
before(async () => { house = await startHouse(); });
after(() => house.stop());

const byPassword = 'urn:gatehouse:acr:password';

describe('RFC 9470: step-up', () => {
  test('RFC 9470 §6.1, RFC 9470 §6.2: the token and introspection say how and when the person was authenticated, and an API can judge by it', async () => {
    const { body } = await tokensFor(house.browser(), { app: apps.web, person: people.alice }, { resource: apiEs, scope: 'openid read:things', acr_values: byPassword });
    const claims = claimsOf(body['access_token']);
    assert.deepEqual([claims['acr'], claims['amr'], typeof claims['auth_time']], [byPassword, ['pwd'], 'number']);
    const told = (await call(house.origin, '/oauth2/introspect', { app: apps.web, fields: { token: body['access_token'] ?? '' } })).body as unknown as Record<string, unknown>;
    assert.deepEqual([told['acr'], told['auth_time']], [byPassword, claims['auth_time']]);
    const known = { acr: String(told['acr']), authTime: Number(told['auth_time']) };
    assert.ok(!(proveAuthentication(known, { acrValues: [byPassword], maxAge: 3600 }, Math.floor(Date.now() / 1000)) instanceof Refusal));
    assert.ok(proveAuthentication(known, { acrValues: ['urn:example:gold'] }, known.authTime) instanceof Refusal);
  });
});
