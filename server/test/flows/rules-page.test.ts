import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { reasons } from '../../src/kernel/reasons/index.ts';
import { textOf } from '../house/repository.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';
import { answerOf, authorizeUrl, claimsOf, newPkce, signIn, tokensFor, type Fields } from './app.ts';
import { api, apps, people } from './fixtures.ts';
import { setRules } from './rules.ts';

const page = textOf('docs/rules.md');
const blocksOf = (language: string) => [...page.matchAll(new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'))].map(([, text = '']) => text);

let house: ManagedHouse;
before(async () => {
  house = await startManagedHouse();
  const { storage, defaultTenant } = house.running.house;
  for (const [{ email }, body] of [[people.alice, { email_verified: true, app_metadata: { team: 'red' } }], [people.bob, { email_verified: false }]] as const) {
    const person = await storage.users.findByLogin(defaultTenant.id, 'Username-Password-Authentication', email);
    const { status } = await house.ask('PATCH', `/users/${encodeURIComponent(person?.id ?? '')}`, { body });
    assert.equal(status, 200);
  }
});
after(() => house.stop());
const tokens = async (over: Fields = {}) => (await tokensFor(house.running.browser(), { app: apps.web, person: people.alice }, over)).body;

test('docs/rules.md: every call of the Management API works as it stands there, and the rule that one of them makes runs', async () => {
  const token = await house.token('update:tenant_settings create:rules update:rules_configs');
  const calls = blocksOf('http');
  assert.equal(calls.length, 3);
  for (const call of calls) {
    const [, method = '', path = '', body = ''] = /^(\S+) (\S+)\n([^]*)$/.exec(call) ?? [];
    const answer = await house.ask(method, path, { body: JSON.parse(body), token });
    assert.ok(answer.status === 200 || answer.status === 201, `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  }
  assert.equal(claimsOf((await tokens({ scope: 'openid' }))['id_token'])['https://app.example/team'], 'red');
});

test('docs/rules.md: every rule does what stands beside it', async () => {
  const shown: Readonly<Record<string, () => Promise<void>>> = {
    addClaims: async () => {
      const { id_token: id, access_token: access } = await tokens({ audience: api, scope: 'openid read:things' });
      assert.deepEqual([claimsOf(id)['https://app.example/roles'], claimsOf(access)['https://app.example/email']], [[], people.alice.email]);
    },
    onlyVerified: async () => {
      assert.notEqual((await tokens())['id_token'], undefined);
      const denied = answerOf(await signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), people.bob));
      assert.deepEqual([denied.get('error'), denied.get('error_description')], ['access_denied', 'Please verify your email first.']);
    },
    readOnlyOutsideOfWork: async () => assert.equal((await tokens({ audience: api, scope: 'openid read:things write:things' }))['scope'], 'openid read:things'),
    customScopes: async () => {
      const told = claimsOf((await tokens({ scope: 'openid contactInfo' }))['id_token']);
      assert.deepEqual([told['email'], typeof told['name'], Number(told['exp']) - Number(told['iat'])], [people.alice.email, 'string', 3600]);
    },
    partners: async () => assert.equal(claimsOf((await tokens())['id_token'])['https://app.example/partner'], false),
  };
  const rules = new Map(blocksOf('js').map((script) => [/^function (\w+)/.exec(script)?.[1] ?? '', script]));
  assert.deepEqual([...rules.keys()].toSorted(), Object.keys(shown).toSorted());
  for (const [name, script] of rules) {
    await setRules(house.running, script);
    await shown[name]?.();
  }
});

test('docs/rules.md: the table of reasons has every reason that rules are refused with', () => {
  const listed = [...page.matchAll(/^\| `(rules\.\w+)` \|/gm)].map(([, reason]) => reason);
  assert.deepEqual(listed.toSorted(), Object.keys(reasons).filter((reason) => reason.startsWith('rules.')).toSorted());
});
