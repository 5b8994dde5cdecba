import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { TenantSettings } from '../../../src/kernel/tenant.ts';
import { issueInitialAccessToken } from '../../../src/protocol/registration/initial-access-token.ts';
import { MovableClock } from '../../flows/clock.ts';
import type { RunningHouse } from '../../flows/house.ts';
import { houseWith, register, small } from './registrar.ts';

const issue = ({ house }: RunningHouse, uses: number, ttl = 3600) => issueInitialAccessToken(house.defaultTenant.id, { uses, ttl }, { pending: house.storage.pending, tokens: house.tokens, clock: house.clock });
const countClients = async ({ house }: RunningHouse) => (await house.storage.registry.listClients(house.defaultTenant.id)).length;

async function inHouse(settings: Partial<TenantSettings>, work: (house: RunningHouse, clock: MovableClock) => Promise<void>): Promise<void> {
  const clock = new MovableClock();
  const house = await houseWith(settings, { clock });
  try { await work(house, clock); } finally { await house.stop(); }
}

describe('who may register', () => {
  test('A204 RFC 7591 §3: a closed tenant registers nobody, with a token or without, and does not name the endpoint', () => inHouse({}, async (house) => {
    const before = await countClients(house);
    for (const token of [undefined, await issue(house, 1)]) {
      const { status, body } = await register(house, small, token);
      assert.deepEqual([status, body['error']], [403, 'access_denied']);
    }
    assert.equal(await countClients(house), before);
    const document = (await (await fetch(`${house.origin}/.well-known/openid-configuration`)).json()) as Record<string, unknown>;
    assert.equal(document['registration_endpoint'], undefined);
  }));

  test('RFC 7591 §3: with an initial access token once, or as often as it was made for, and never after its time', () => inHouse({ registration: 'token' }, async (house, clock) => {
    const missing = await register(house, small);
    assert.equal(missing.status, 401);
    assert.match(missing.headers.get('www-authenticate') ?? '', /^Bearer /);
    assert.equal((await register(house, small, 'x'.repeat(44))).status, 401);
    const thrice = await issue(house, 3);
    assert.equal((await register(house, { redirect_uris: ['https://rp.example/#no'] }, thrice)).status, 400, 'what is wrong costs nothing');
    assert.deepEqual([(await register(house, small, thrice)).status, (await register(house, small, thrice)).status, (await register(house, small, thrice)).status, (await register(house, small, thrice)).status], [201, 201, 201, 401]);
    const short = await issue(house, 1, 60);
    clock.advance(61);
    const late = await register(house, small, short);
    assert.deepEqual([late.status, late.body['error']], [401, 'invalid_token']);
  }));

  test('RFC 7591 §3: of twenty registrations at once with a token for two, two go through', () => inHouse({ registration: 'token' }, async (house) => {
    const before = await countClients(house);
    const token = await issue(house, 2);
    const answers = await Promise.all(Array.from({ length: 20 }, () => register(house, small, token)));
    assert.deepEqual([answers.filter(({ status }) => status === 201).length, answers.filter(({ status }) => status === 401).length], [2, 18]);
    assert.equal(await countClients(house), before + 2);
  }));

  test('RFC 7591 §2.1: who was let in with a token may have grants that a stranger may not', () => inHouse({ registration: 'open' }, async (house) => {
    const grants = ['client_credentials', 'urn:ietf:params:oauth:grant-type:device_code'];
    assert.equal((await register(house, { grant_types: grants, response_types: [] })).status, 400);
    const admitted = await register(house, { grant_types: grants, response_types: [] }, await issue(house, 1));
    assert.deepEqual([admitted.status, admitted.body['grant_types'], admitted.body['response_types']], [201, grants, []]);
    assert.equal((await register(house, { grant_types: ['password'] }, await issue(house, 1))).status, 400);
  }));

  test('RFC 7591 §5: an address registers 300 applications an hour, then 429 with the time to wait; a token is not counted', () => inHouse({ registration: 'open' }, async (house, clock) => {
    const { storage, defaultTenant } = house.house;
    // Attempts count, also those that are refused: what costs work is the attempt.
    for (let i = 0; i < 300; i++) assert.equal((await register(house, {})).status, 400);
    const refused = await register(house, small);
    assert.deepEqual([refused.status, refused.body['error']], [429, 'too_many_requests']);
    assert.ok(Number(refused.headers.get('retry-after')) > 5);
    assert.equal((await register(house, small, await issue(house, 1))).status, 201);
    clock.advance(3600);
    assert.equal((await register(house, small)).status, 201);
    assert.ok((await storage.registry.listClients(defaultTenant.id)).length > 0);
  }));
});
