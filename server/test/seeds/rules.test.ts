import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import { claimsOf, tokensFor, type Fields } from '../flows/app.ts';
import { setTenant } from '../flows/arrangements.ts';
import { api, apps } from '../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { ruleOf, setRules } from '../flows/rules.ts';
import { addJane, example, jane, lifeOf, userinfo } from './examples.ts';

let house: RunningHouse;
before(async () => {
  house = await startHouse();
  await addJane(house);
  await setTenant(house, { rulesEnabled: true });
});
beforeEach(() => setRules(house));
after(() => house.stop());
const tokens = async (over: Fields = {}) => (await tokensFor(house.browser(), { app: apps.web, person: jane }, over)).body;

/** Scope values of the tenant's own, each for some attributes of the person. */
const customScopes = `function (user, context, callback) {
  context.jwtConfiguration = context.jwtConfiguration || {};
  context.jwtConfiguration.scopes = { contactInfo: ['name', 'email', 'company'], publicInfo: ['public_profile_url', 'picture'], secrets: ['app_metadata', 'iss'] };
  user.company = 'Hooli';
  callback(null, user, context);
}`;

describe('Rules of the seeds', () => {
  test('Seed rows 85, 198: a rule gives scope values of the tenant a meaning, and the ID token has the attributes that they bring', async () => {
    await setRules(house, customScopes);
    const { email } = jane;
    const first = await tokens({ scope: 'openid contactInfo offline_access' });
    const told = claimsOf(first['id_token']);
    assert.deepEqual([told['name'], told['email'], told['company'], told['picture'], first['scope']], [claimsOf((await tokens())['id_token'])['name'], email, 'Hooli', undefined, 'openid offline_access']);
    assert.equal((await userinfo(house, first['access_token'])).claims['company'], 'Hooli');
    const plain = claimsOf((await tokens({ scope: 'openid' }))['id_token']);
    assert.deepEqual([plain['name'], plain['email'], plain['company']], [undefined, undefined, undefined], 'who does not ask is not told');
    const other = claimsOf((await tokens({ scope: 'openid secrets' }))['id_token']);
    assert.deepEqual([other['app_metadata'], other['iss']], [undefined, house.issuer]);
  });

  test('Seed row 128: context.jwtConfiguration.lifetimeInSeconds = 3600 makes an ID token of one hour of one of ten', async () => {
    assert.equal(lifeOf((await tokens({ scope: 'openid' }))['id_token'] ?? ''), 36_000);
    await setRules(house, ruleOf('context.jwtConfiguration.lifetimeInSeconds = 3600;'));
    assert.equal(lifeOf((await tokens({ scope: 'openid' }))['id_token'] ?? ''), 3600);
  });

  test('Seed rows 125, 137, 224: rules add claims of one\'s own to the ID token and to the access token, one after the other', async () => {
    await setRules(house, ruleOf("context.idToken['https://hooli.example/team'] = 'red'; user.team = 'red';"), ruleOf("context.accessToken['https://hooli.example/team'] = user.team + ' team';"));
    const { id_token: id, access_token: access } = await tokens({ audience: api, scope: 'openid read:things' });
    assert.deepEqual([claimsOf(id)['https://hooli.example/team'], claimsOf(access)['https://hooli.example/team']], ['red', 'red team']);
    assert.equal(claimsOf(access)['https://hooli.example/other'], undefined);
  });

  test('Seed row 138: an access token tells roles as the sample token does, how the person signed in, and the address', async () => {
    const { storage, defaultTenant } = house.house;
    const { id = '' } = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', jane.email) ?? {};
    const { roles } = claimsOf(example.token) as { readonly roles: readonly string[] };
    for (const name of roles) await storage.roles.insertRole(defaultTenant.id, { id: `rol_${name}`, name, description: '' });
    await storage.roles.addRolesTo(defaultTenant.id, { id, roles: roles.map((name) => `rol_${name}`) });
    await setRules(house, ruleOf("context.accessToken.roles = context.authorization.roles; context.accessToken.authentication = context.authentication.methods.map((method) => method.name); context.accessToken.email = user.email;"));
    const { access_token: access } = await tokens({ audience: api, scope: 'openid read:things' });
    const told = claimsOf(access);
    assert.deepEqual([told['roles'], told['authentication'], told['email']], [['moderator', 'user'], ['pwd'], jane.email]);
  });
});
