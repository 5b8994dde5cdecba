import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { appointmentsApi } from '../../src/samples/catalogue.ts';
import { newDpopKey, proofOf, type ProofOf } from '../flows/dpop.ts';
import { machineFields, tokenRequest } from '../flows/dpop-apps.ts';
import { apps } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

const path = '/samples/api/appointments';
const key = newDpopKey();
let house: RunningHouse;
before(async () => {
  house = await startHouse({ over: { samples: true } });
  await house.house.storage.registry.insertClientGrant({ tenant: house.house.defaultTenant.id, id: 'cgr_appointments', clientId: apps.m2m.id, audience: appointmentsApi, scope: ['read:appointments'] });
});
after(() => house.stop());

const tokenOf = async (by: typeof key | undefined) => (await tokenRequest(house, { app: apps.m2m, key: by, fields: { ...machineFields, audience: appointmentsApi } })).body['access_token'] ?? '';
const get = (authorization: string, proof?: Partial<ProofOf>) => fetch(`${house.origin}${path}`, { headers: { authorization, ...(proof === undefined ? {} : { dpop: proofOf(key, { htm: 'GET', htu: `${house.origin}${path}`, ...proof }) }) } });

describe('the Appointments API with bound tokens', () => {
  test('RFC 9449 §7.1: a bound token is taken with its proof, once, and a nonce comes back', async () => {
    const token = await tokenOf(key);
    const answer = await get(`DPoP ${token}`, { token });
    assert.equal(answer.status, 200);
    assert.match(answer.headers.get('dpop-nonce') ?? '', /^[\w-]{24}$/);
    assert.deepEqual((await answer.json() as { readonly caller: Record<string, unknown> }).caller['cnf'], { jkt: key.jkt });
    const dpop = proofOf(key, { htm: 'GET', htu: `${house.origin}${path}`, token });
    const again = () => fetch(`${house.origin}${path}`, { headers: { authorization: `DPoP ${token}`, dpop } });
    assert.deepEqual([(await again()).status, (await again()).status], [200, 401]);
  });

  test('A200 RFC 9449 §7.2: it is no bearer token, needs its own key, and a bearer token is not made one of its kind', async () => {
    const [token, bearer] = [await tokenOf(key), await tokenOf(undefined)];
    const wrong: readonly (readonly [Response, RegExp])[] = [
      [await get(`Bearer ${token}`), /^Bearer .*error="invalid_token".*, DPoP algs=/],
      [await get(`Bearer ${token}`, { token }), /^Bearer .*error="invalid_token"/],
      [await get(`DPoP ${token}`), /^DPoP .*error="invalid_dpop_proof"/],
      [await get(`DPoP ${token}`, { token: bearer }), /^DPoP .*error="invalid_dpop_proof"/],
      [await get(`DPoP ${token}`, { token, htm: 'POST' }), /^DPoP .*error="invalid_dpop_proof"/],
      [await get(`DPoP ${await tokenOf(newDpopKey())}`, { token }), /^DPoP .*error="invalid_dpop_proof"/],
      [await get(`DPoP ${bearer}`, { token: bearer }), /^DPoP .*error="invalid_token"/],
    ];
    for (const [answer, challenge] of wrong) {
      assert.equal(answer.status, 401);
      assert.match(answer.headers.get('www-authenticate') ?? '', challenge);
    }
    assert.equal((await get(`Bearer ${bearer}`)).status, 200);
  });
});
