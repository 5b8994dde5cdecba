import assert from 'node:assert/strict';
import dns from 'node:dns';
import { after, before, describe, test } from 'node:test';
import type { Issuer, TenantId } from '../../src/kernel/tenant.ts';
import { authorizeUrl, call, newPkce, tokensFor } from '../flows/app.ts';
import { Browser, pageOf, reasonOf } from '../flows/browser.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';

let house: RunningHouse;
let other: string;
// RFC 6761 §6.3: names under localhost are this machine. Browsers and curl know that; the resolver of this machine may not.
const lookup = dns.lookup;
dns.lookup = ((name: string, ...rest: unknown[]) => (lookup as (...all: unknown[]) => unknown)(name.endsWith('.localhost') ? 'localhost' : name, ...rest)) as typeof dns.lookup;
before(async () => {
  house = await startHouse();
  const { storage, keys, defaultTenant } = house.house;
  other = house.origin.replace('localhost', 'other.localhost');
  const tenant = { ...defaultTenant, id: 'other' as TenantId, name: 'Other', issuer: `${other}/` as Issuer };
  await storage.tenants.insert(tenant);
  await keys.ensure(tenant);
  const client = await storage.clients.findClient(defaultTenant.id, 'web');
  assert.ok(client);
  await storage.registry.insertClient({ ...client, tenant: tenant.id, redirectUris: ['https://other.example/cb'] });
});
after(() => house.stop());

describe('Tenants', () => {
  test('Seed row 3 RFC 8414 §2: each host has its own issuer and keys', async () => {
    const metadata = await (await fetch(`${other}/.well-known/openid-configuration`)).json() as Record<string, string>;
    assert.equal(metadata['issuer'], `${other}/`);
    const kids = async (origin: string) => ((await (await fetch(`${origin}/.well-known/jwks.json`)).json()) as { keys: { kid: string }[] }).keys.map(({ kid }) => kid);
    const [mine, theirs] = [await kids(house.origin), await kids(other)];
    assert.ok(mine.length > 0 && theirs.length > 0);
    assert.equal(mine.filter((kid) => theirs.includes(kid)).length, 0);
  });
  test('A019 RFC 9700 §2.1: a redirect URI that another tenant registered is refused', async () => {
    const answer = await new Browser(other).get(authorizeUrl(apps.web, newPkce()));
    assert.equal(answer.status, 400);
    assert.equal(reasonOf(answer), 'redirect_uri.not_registered');
    assert.equal(pageOf(await house.browser().get(authorizeUrl(apps.web, newPkce(), { redirect_uri: 'https://other.example/cb' }))), 'error');
  });
  test('A120 RFC 9068 §4: tokens, sessions and people of one tenant are nothing in another', async () => {
    const browser = house.browser();
    for (const over of [{}, { audience: api }]) {
      const { body } = await tokensFor(browser, { app: apps.web, person: people.alice }, over);
      assert.equal((await fetch(`${house.origin}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 200);
      assert.equal((await fetch(`${other}/userinfo`, { headers: { authorization: `Bearer ${body['access_token'] ?? ''}` } })).status, 401);
      assert.deepEqual((await call(other, '/oauth2/introspect', { app: apps.web, fields: { token: body['access_token'] ?? '' } })).body, { active: false });
    }
    const stranger = new Browser(other);
    stranger.setCookie('gatehouse_session', browser.cookie('gatehouse_session') ?? '');
    const page = await stranger.follow(await stranger.get(authorizeUrl(apps.web, newPkce(), { redirect_uri: 'https://other.example/cb' })));
    assert.equal(pageOf(page), 'login');
  });
});
