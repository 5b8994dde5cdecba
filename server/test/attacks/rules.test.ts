import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, test } from 'node:test';
import type { LogRecord } from '../../src/kernel/log-record.ts';
import { answerOf, authorizeUrl, call, newPkce, signIn } from '../flows/app.ts';
import { setTenant } from '../flows/arrangements.ts';
import { api, apps, people } from '../flows/fixtures.ts';
import { ruleOf, setRules } from '../flows/rules.ts';
import { startManagedHouse, type ManagedHouse } from '../management/house.ts';

const script = 'function (user, context, callback) { callback(null, user, context); }';
const secret = 'the-word-that-only-the-rule-knows';

describe('Attacks with rules (A221, A224, A225)', () => {
  let house: ManagedHouse;
  const login = () => signIn(house.running.browser(), authorizeUrl(apps.web, newPkce()), people.alice);
  const seen = new Set<string>();
  /** The line that the newest sign-in ended with. It joins the next group commit, so that it may have to be waited for. */
  const line = async (is: (record: LogRecord) => boolean): Promise<LogRecord | undefined> => {
    for (let left = 1500; left > 0; left--) {
      const found = (await house.running.house.storage.log.list(house.running.house.defaultTenant.id, { take: 5 })).records.find(({ event }) => event === 'authorize');
      if (found !== undefined && !seen.has(found.key) && is(found)) {
        seen.add(found.key);
        return found;
      }
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return undefined;
  };
  before(async () => {
    house = await startManagedHouse();
    await setTenant(house.running, { rulesEnabled: true });
  });
  beforeEach(() => setRules(house.running));
  after(() => house.stop());

  test('A224: a rule that throws, loops, hoards or forgets its callback lets nobody in; outside nobody reads why, the log has it', async () => {
    const cases: readonly (readonly [body: string, reason: string, logged: RegExp])[] = [
      [`throw new Error('${secret}');`, 'rules.threw', /Rule 0, line 2, column \d+: the-word/], [`callback(new Error('${secret}')); return;`, 'rules.threw', /Rule 0, line 2/], [`null.${secret.replaceAll('-', '_')};`, 'rules.threw', /Rule 0, line 2/],
      ['while (true);', 'rules.time', /Rule 0: interrupted/], ['const all = []; while (true) all.push(new Array(1e5).fill(0));', 'rules.memory', /Rule 0, line 2/], ['return;', 'rules.unfinished', /Rule 0: /], [`user.self = user; context.x = '${secret}';`, 'rules.output', /circular/],
      ["context.multifactor = { provider: 'any' };", 'rules.step', /context\.multifactor/], ["context.redirect = { url: 'https://more.example' };", 'rules.step', /context\.redirect/],
    ];
    for (const [body, reason, logged] of cases) {
      await setRules(house.running, ruleOf(body));
      const answer = await login();
      const told = answerOf(answer);
      assert.deepEqual([told.get('error'), told.get('code')], ['server_error', null], body);
      assert.doesNotMatch(`${answer.location ?? ''}${answer.text}`, /only-the-rule|only_the_rule|Rule%200|script0|line(?:%20|\+| )\d|guest/, body);
      const record = await line(({ detail }) => logged.test(detail));
      assert.deepEqual([record?.result, record?.reason], ['refused', reason], body);
    }
    await setRules(house.running);
    assert.notEqual(answerOf(await login()).get('code'), null, 'the next sign-in is as before');
  });

  test('A224: at the token endpoint the same: an error without a word of the rule, and nothing is spent or stored', async () => {
    const pkce = newPkce();
    const browser = house.running.browser();
    const code = answerOf(await signIn(browser, authorizeUrl(apps.web, pkce, { scope: 'openid offline_access' }), people.alice)).get('code') ?? '';
    const { body } = await call(house.running.origin, '/oauth/token', { app: apps.web, fields: { grant_type: 'authorization_code', code, code_verifier: pkce.verifier, redirect_uri: apps.web.redirectUri } });
    await setRules(house.running, ruleOf(`throw new Error('${secret}');`));
    const fields = { grant_type: 'refresh_token', refresh_token: body['refresh_token'] ?? '' };
    const refused = await call(house.running.origin, '/oauth/token', { app: apps.web, fields });
    assert.deepEqual([refused.status, refused.body['error']], [500, 'server_error']);
    assert.doesNotMatch(JSON.stringify(refused.body), /only-the-rule|Rule 0/);
    await setRules(house.running);
    assert.equal((await call(house.running.origin, '/oauth/token', { app: apps.web, fields })).status, 200);
  });

  test('A221: while a rule loops, whoever does not run it goes on', async () => {
    await setRules(house.running, ruleOf('while (true);'));
    const order: string[] = [];
    const looping = login().then(() => order.push('the login that loops'));
    for (let asked = 0; asked < 20; asked++) assert.equal((await call(house.running.origin, '/oauth/token', { app: apps.m2m, fields: { grant_type: 'client_credentials', audience: api } })).status, 200);
    order.push('twenty tokens of a machine');
    await looping;
    assert.deepEqual(order, ['twenty tokens of a machine', 'the login that loops']);
  });

  test('A225: the source of a rule, its values and what it prints are read with their own scopes alone; saving needs one, too', async () => {
    const id = String((await house.ask('POST', '/rules', { body: { name: 'Kept', script: `function (user, context, callback) { console.log('${secret}', user.email); callback(null, user, context); }` } })).body['id']);
    await house.ask('PUT', '/rules-configs/KEY', { body: { value: secret } });
    const others = await house.token('read:clients update:clients read:users read:logs update:tenant_settings create:rules update:rules delete:rules update:rules_configs read:rules_configs');
    for (const path of ['/rules', `/rules/${id}`]) assert.equal((await house.ask('GET', path, { token: others })).status, 403, path);
    const changed = await house.ask('PATCH', `/rules/${id}`, { body: { order: 3 }, token: others });
    assert.deepEqual([changed.status, changed.body['order'], changed.body['script']], [200, 3, undefined], 'who writes is not told what stands there');
    const reader = await house.token('read:rules read:rules_configs');
    assert.match(String((await house.ask('GET', `/rules/${id}`, { token: reader })).body['script']), /only-the-rule/);
    for (const [method, path, body] of [['POST', '/rules', { name: 'New', script }], ['PATCH', `/rules/${id}`, { script }], ['DELETE', `/rules/${id}`, undefined], ['PUT', '/rules-configs/KEY', { value: 'x' }], ['DELETE', '/rules-configs/KEY', undefined]] as const) {
      const { status } = await house.ask(method, path, { token: reader, ...(body === undefined ? {} : { body }) });
      assert.equal(status, 403, `${method} ${path}`);
    }
    assert.doesNotMatch(JSON.stringify((await house.ask('GET', '/rules-configs', { token: reader })).body), /only-the-rule/);
    const answer = await login();
    assert.notEqual(answerOf(answer).get('code'), null);
    assert.doesNotMatch(`${answer.location ?? ''}${answer.text}`, /only-the-rule/);
    assert.equal((await line(({ detail }) => /log the-word-that-only-the-rule-knows alice@example\.com/.test(detail)))?.result, 'allowed', 'the log has what was printed');
  });
});
