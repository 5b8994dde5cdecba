import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { administratorRoles, bringsScope, type AdministratorRole } from '../../src/protocol/administration/administrator-role.ts';
import { createManagementClient, managementPermissions, randomCredentials } from '../../src/cli/management-api.ts';
import { call, claimsOf, refresh } from '../flows/app.ts';
import { mailTo } from '../flows/mails.ts';
import { comeToDashboard, dashboardOf, newAdministrator, newPerson, setRole, tokenOf, type Person } from './administrators.ts';
import { startManagedHouse, type ManagedHouse } from './house.ts';

const every = managementPermissions.map(({ value }) => value);

describe('Administrators: who signs in at the dashboard', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); });
  after(() => house.stop());

  for (const role of administratorRoles) {
    test(`RFC 6749 §3.3: the token of ${role} carries what the role brings, and nothing else`, async () => {
      const { token } = await tokenOf(house.running, await newAdministrator(house.running, role));
      const scope = String(claimsOf(token)['scope']).split(' ').filter((value) => every.includes(value));
      assert.deepEqual(scope.sort(), every.filter((value) => bringsScope(role, value)).sort());
      assert.equal(claimsOf(token)['aud'] === house.audience || (claimsOf(token)['aud'] as string[]).includes(house.audience), true);
    });
  }

  test('what each role is about', () => {
    const has = (role: AdministratorRole) => (scope: string) => bringsScope(role, scope);
    assert.ok(every.every(has('owner')));
    for (const scope of ['update:administrators', 'create:signing_keys', 'update:email_provider']) assert.deepEqual(administratorRoles.filter((role) => bringsScope(role, scope)), ['owner']);
    for (const scope of ['update:clients', 'delete:users', 'update:rules']) assert.deepEqual(administratorRoles.filter((role) => bringsScope(role, scope)), ['owner', 'editor']);
    assert.deepEqual(every.filter(has('read-only')).filter((scope) => !scope.startsWith('read:') && !scope.includes('current_user')), []);
    assert.ok(!bringsScope('support', 'read:user_idp_tokens'));
  });

  test('RFC 6749 §4.1.2.1: who is no administrator is told so, with what to do', async () => {
    for (const prompt of ['', 'none']) {
      const browser = house.running.browser();
      const person = await newPerson(house.running);
      const first = await comeToDashboard(house.running, person, { browser });
      const { parameters } = prompt === '' ? first : await comeToDashboard(house.running, person, { browser, fields: { prompt } });
      assert.equal(parameters.get('error'), 'access_denied');
      assert.match(parameters.get('error_description') ?? '', /no administrator of this tenant.*Ask an owner/);
      assert.equal(parameters.get('code'), null);
    }
  });

  test('RFC 8707 §2: the dashboard gets no token for anything but the Management API', async () => {
    const owner = await newAdministrator(house.running, 'owner');
    for (const audience of ['', 'https://api.example']) assert.equal((await comeToDashboard(house.running, owner, { fields: { audience } })).parameters.get('error'), 'invalid_target');
  });

  test('an administrator in another application is nobody there, whatever is asked', async () => {
    const owner = await newAdministrator(house.running, 'owner');
    const { tokensFor } = await import('../flows/app.ts');
    const { apps } = await import('../flows/fixtures.ts');
    const { body } = await tokensFor(house.running.browser(), { app: apps.web, person: owner }, { audience: house.audience, scope: 'openid read:clients update:clients read:current_user' });
    assert.equal(claimsOf(body['access_token'])['scope'], 'openid read:current_user');
    assert.equal((await house.ask('GET', '/clients', { token: body['access_token'] ?? '' })).status, 403);
  });
});

describe('Administrators: what changes holds at once', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); await newAdministrator(house.running, 'owner'); });
  after(() => house.stop());
  const reads = async (token: string) => (await house.ask('GET', '/clients', { token })).status;
  const writes = async (token: string) => (await house.ask('POST', '/roles', { body: { name: `role ${Math.random()}` }, token })).status;

  test('A214: a smaller role makes the token of before smaller, a greater one does not make it greater, and none ends it with its refresh token', async () => {
    const person = await newAdministrator(house.running, 'editor');
    const { token, refreshToken } = await tokenOf(house.running, person);
    assert.deepEqual([await reads(token), await writes(token)], [200, 200]);
    await setRole(house.running, person.id, 'read-only');
    assert.deepEqual([await reads(token), await writes(token)], [200, 403]);
    await setRole(house.running, person.id, 'owner');
    assert.equal((await house.ask('POST', '/administrators', { body: { user_id: person.id, role: 'owner' }, token })).status, 403, 'the token was made for an editor');
    const next = await refresh(house.running.origin, dashboardOf(house.running), refreshToken);
    assert.equal(next.status, 200);
    await setRole(house.running, person.id, undefined);
    assert.equal(await reads(token), 401);
    const answer = await house.ask('GET', '/clients', { token: next.body['access_token'] ?? '' });
    assert.deepEqual([answer.status, answer.body['errorCode']], [401, 'invalid_token']);
    assert.match(String(answer.body['message']), /no administrator/);
    assert.equal((await refresh(house.running.origin, dashboardOf(house.running), next.body['refresh_token'] ?? '')).body['error'], 'invalid_grant');
  });

  test('A214: a token that an administrator made is worth what the role of the administrator is', async () => {
    const person = await newAdministrator(house.running, 'editor');
    const { token } = await tokenOf(house.running, person);
    const { status, body } = await house.ask('POST', '/management-tokens', { body: { name: 'a script', scope: ['read:clients', 'create:roles'] }, token });
    assert.equal(status, 201, JSON.stringify(body));
    const script = String(body['access_token']);
    assert.deepEqual([await reads(script), await writes(script)], [200, 200]);
    await setRole(house.running, person.id, 'support');
    assert.deepEqual([await reads(script), await writes(script)], [200, 403]);
    await setRole(house.running, person.id, undefined);
    assert.equal(await reads(script), 401);
  });

  test('who is blocked administers nothing', async () => {
    const person = await newAdministrator(house.running, 'editor');
    const { token } = await tokenOf(house.running, person);
    const script = String((await house.ask('POST', '/management-tokens', { body: { name: 'a script', scope: ['read:clients'] }, token })).body['access_token']);
    assert.equal((await house.ask('PATCH', `/users/${person.id}`, { body: { blocked: true } })).status, 200);
    assert.deepEqual([await reads(token), await reads(script)], [401, 401]);
  });

  test('a rule that fails does not lock administrators out, while it does others', async () => {
    await house.ask('PATCH', '/tenants/settings', { body: { flags: { enable_rules: true } } });
    const { status, body } = await house.ask('POST', '/rules', { body: { name: 'broken', script: 'function (user, context, callback) { throw new Error("broken"); }' } });
    assert.equal(status, 201, JSON.stringify(body));
    try {
      assert.notEqual((await tokenOf(house.running, await newAdministrator(house.running, 'owner'))).token, '');
    } finally { await house.ask('DELETE', `/rules/${String(body['id'])}`); }
  });
});

describe('Administrators: the Management API of who administers', () => {
  let house: ManagedHouse;
  let owner: Person;
  let token: string;
  before(async () => {
    house = await startManagedHouse({ mode: 'development' });
    owner = await newAdministrator(house.running, 'owner');
    ({ token } = await tokenOf(house.running, owner));
  });
  after(() => house.stop());
  const ask = (method: string, path: string, body?: object) => house.ask(method, `/administrators${path}`, { token, ...(body === undefined ? {} : { body }) });
  const ids = async () => ((await ask('GET', '')).body['administrators'] as { readonly user_id: string }[]).map(({ user_id: id }) => id);

  test('one is added, listed, given another role and removed; each change has its line of the log', async () => {
    const person = await newPerson(house.running);
    const added = await ask('POST', '', { user_id: person.id, role: 'support' });
    assert.equal(added.status, 201, JSON.stringify(added.body));
    assert.deepEqual([added.body['user_id'], added.body['role'], added.body['email']], [person.id, 'support', person.email]);
    assert.equal((await ask('POST', '', { user_id: person.id, role: 'owner' })).status, 409);
    assert.deepEqual((await ask('GET', `/${person.id}`)).body, added.body);
    assert.equal((await ask('PATCH', `/${person.id}`, { role: 'editor' })).body['role'], 'editor');
    assert.ok((await ids()).includes(person.id));
    assert.equal((await ask('DELETE', `/${person.id}`)).status, 204);
    assert.ok(!(await ids()).includes(person.id));
    assert.deepEqual([(await ask('GET', `/${person.id}`)).status, (await ask('PATCH', `/${person.id}`, { role: 'owner' })).status, (await ask('DELETE', `/${person.id}`)).status], [404, 404, 404]);
    const { body } = await house.ask('GET', '/logs?per_page=50');
    for (const event of ['create', 'update', 'delete']) {
      const line = body.find(({ details }) => (details as { readonly event?: string }).event === `management.administrators.${event}`);
      assert.deepEqual([line?.['user_id'], (line?.['details'] as { readonly administrator?: string } | undefined)?.administrator, line?.['client_name']], [person.id, owner.id, 'Gatehouse dashboard'], event);
    }
  });

  test('somebody without an account is invited by mail, and is an administrator after choosing a password', async () => {
    const { status, body } = await ask('POST', '', { email: 'new.colleague@example.com', role: 'read-only' });
    assert.equal(status, 201, JSON.stringify(body));
    assert.equal(body['email'], 'new.colleague@example.com');
    assert.match((await mailTo(house.running, 'new.colleague@example.com')).link, /\/u\/link\?ticket=/);
  });

  test('an address that somebody only claims makes nobody an administrator; the id does', async () => {
    const squatter = await newPerson(house.running, { emailVerified: false });
    const refused = await ask('POST', '', { email: squatter.email, role: 'owner' });
    assert.deepEqual([refused.status, refused.body['errorCode']], [409, 'email_not_verified']);
    assert.ok(!(await ids()).includes(squatter.id));
    const proved = await newPerson(house.running);
    assert.equal((await ask('POST', '', { email: proved.email, role: 'support' })).body['user_id'], proved.id);
  });

  test('what makes no sense is refused', async () => {
    assert.equal((await ask('POST', '', { role: 'owner' })).status, 400);
    assert.equal((await ask('POST', '', { role: 'king', user_id: owner.id })).status, 400);
    assert.equal((await ask('POST', '', { role: 'owner', user_id: owner.id, email: owner.email })).status, 400);
    assert.equal((await ask('POST', '', { role: 'owner', user_id: 'auth0|nobody' })).status, 404);
  });

  test('the last owner is neither demoted nor removed, blocked or deleted, by anybody', async () => {
    const { body } = await house.ask('GET', '/connections');
    const connection = String(body.find((one) => one['name'] === 'Username-Password-Authentication')?.['id']);
    for (const by of [token, undefined]) {
      const more = by === undefined ? {} : { token: by };
      const answers = [
        await house.ask('PATCH', `/administrators/${owner.id}`, { body: { role: 'editor' }, ...more }), await house.ask('DELETE', `/administrators/${owner.id}`, more),
        await house.ask('PATCH', `/users/${owner.id}`, { body: { blocked: true }, ...more }), await house.ask('DELETE', `/users/${owner.id}`, more),
        await house.ask('DELETE', `/connections/${connection}/users?email=${encodeURIComponent(owner.email)}`, more), await house.ask('DELETE', `/connections/${connection}`, more),
      ];
      assert.deepEqual(answers.map(({ status, body: said }) => [status, said['errorCode']]), answers.map(() => [409, 'last_owner']));
    }
    const second = await newAdministrator(house.running, 'owner');
    assert.equal((await ask('PATCH', `/${second.id}`, { role: 'editor' })).status, 200, 'there is another one');
  });

  test('A209: an application makes nobody mightier than itself', async () => {
    const small = await house.token('create:administrators read:clients');
    const person = await newPerson(house.running);
    const add = (role: string, by?: string) => house.ask('POST', '/administrators', { body: { user_id: person.id, role }, ...(by === undefined ? {} : { token: by }) });
    for (const role of administratorRoles) assert.equal((await add(role, small)).status, 403, role);
    assert.equal((await add('owner')).status, 201);
  });

  test('where administrators come from is the choice of owners', async () => {
    const made = await house.ask('POST', '/connections', { body: { name: 'staff', strategy: 'auth0' } });
    assert.equal(made.status, 201, JSON.stringify(made.body));
    const enable = async (by: string) => (await house.ask('PATCH', `/connections/${String(made.body['id'])}/clients`, { body: [{ client_id: 'gatehouse-dashboard', status: true }], token: by })).status;
    assert.equal(await enable((await tokenOf(house.running, await newAdministrator(house.running, 'editor'))).token), 404);
    const names = async () => (await house.running.house.storage.connections.listOfClient(house.running.house.defaultTenant.id, 'gatehouse-dashboard')).map(({ name }) => name);
    assert.deepEqual(await names(), ['Username-Password-Authentication']);
    assert.equal(await enable(token), 409, 'no owner comes from there');
    const { body } = await house.ask('GET', '/connections');
    const usual = String(body.find((one) => one['name'] === 'Username-Password-Authentication')?.['id']);
    const toggle = async (id: string, on: boolean) => (await house.ask('PATCH', `/connections/${id}/clients`, { body: [{ client_id: 'gatehouse-dashboard', status: on }], token })).status;
    assert.equal(await toggle(usual, true), 204);
    assert.equal(await enable(token), 204);
    assert.deepEqual(await names(), ['Username-Password-Authentication', 'staff']);
    assert.equal(await toggle(usual, false), 409);
    // A list of applications, from an editor or from a tool that knows nothing of the dashboard, leaves it where it is.
    const { token: editor } = await tokenOf(house.running, await newAdministrator(house.running, 'editor'));
    assert.equal((await house.ask('PATCH', `/connections/${usual}`, { body: { enabled_clients: ['web', 'gatehouse-dashboard'] }, token: editor })).status, 200);
    assert.equal((await house.ask('PATCH', `/connections/${usual}`, { body: { enabled_clients: ['web'] }, token: editor })).status, 200);
    assert.deepEqual(await names(), ['Username-Password-Authentication', 'staff']);
    assert.equal(await toggle(String(made.body['id']), false), 204);
    assert.equal((await ask('GET', '')).status, 200);
  });

  test('the operations are marked as none of Auth0’s', async () => {
    const { paths } = (await (await fetch(`${house.running.origin}/api/v2/openapi.json`)).json()) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>> };
    assert.equal(paths['/administrators']?.['get']?.['x-gatehouse'], true);
    assert.equal(paths['/clients']?.['get']?.['x-gatehouse'], undefined);
  });
});

describe('Administrators: who is over whom', () => {
  let house: ManagedHouse;
  before(async () => { house = await startManagedHouse(); await newAdministrator(house.running, 'owner'); });
  after(() => house.stop());
  const status = async (token: string, deed: string, body?: object) => {
    const [method = '', path = ''] = deed.split(' ');
    return (await house.ask(method, path, { token, ...(body === undefined ? {} : { body }) })).status;
  };

  for (const role of ['editor', 'support'] as const) {
    test(`A209: ${role} takes over nobody who administers`, async () => {
      const [{ token }, target, ordinary] = [await tokenOf(house.running, await newAdministrator(house.running, role)), await newAdministrator(house.running, 'owner'), await newPerson(house.running)];
      const bare = target.id.slice('auth0|'.length);
      const deeds: readonly (readonly [string, object?])[] = [
        [`PATCH /users/${target.id}`, { password: 'taken over by somebody' }], [`PATCH /users/${target.id}`, { email: 'mine@evil.example' }], [`PATCH /users/${target.id}`, { blocked: true }], [`DELETE /users/${target.id}`],
        ['POST /tickets/password-change', { user_id: target.id }], ['POST /tickets/invitation', { user_id: target.id }], ['POST /tickets/email-verification', { user_id: target.id }],
        [`POST /users/${target.id}/identities`, { provider: 'auth0', user_id: ordinary.id }], [`POST /users/${ordinary.id}/identities`, { provider: 'auth0', user_id: target.id }], [`POST /users/${ordinary.id}/identities`, { provider: 'auth0', user_id: bare }],
      ];
      for (const [deed, body] of deeds) assert.equal(await status(token, deed, body), 403, deed);
      const { body: all } = await house.ask('GET', '/connections');
      const connection = String(all.find((one) => one['name'] === 'Username-Password-Authentication')?.['id']);
      assert.equal(await status(token, 'POST /tickets/password-change', { email: target.email, connection_id: connection }), 403);
      assert.equal(await status(token, `DELETE /connections/${connection}/users?email=${encodeURIComponent(target.email)}`), 403);
      assert.equal(await status(token, `DELETE /connections/${connection}`), 403);
      assert.equal(await status(token, `PATCH /users/${ordinary.id}`, { blocked: true }), 200, 'others are theirs to block');
    });
  }

  test('A209: nor does an application that an editor made', async () => {
    const { token } = await tokenOf(house.running, await newAdministrator(house.running, 'editor'));
    const owner = await newAdministrator(house.running, 'owner');
    const made = await house.ask('POST', '/clients', { token, body: { name: 'script', app_type: 'non_interactive' } });
    const [id, secret] = [String(made.body['client_id']), String(made.body['client_secret'])];
    const grant = (scope: readonly string[]) => house.ask('POST', '/client-grants', { token, body: { client_id: id, audience: house.audience, scope } });
    assert.equal((await grant(['update:users', 'update:administrators'])).status, 403);
    assert.equal((await grant(['update:users'])).status, 201);
    const { body } = await call(house.running.origin, '/oauth/token', { app: { id, secret, redirectUri: '', method: 'client_secret_post' }, fields: { grant_type: 'client_credentials', audience: house.audience } });
    assert.equal(await status(body['access_token'] ?? '', `PATCH /users/${owner.id}`, { password: 'taken over by somebody' }), 403);
    assert.equal(await status(body['access_token'] ?? '', `PATCH /users/${(await newPerson(house.running)).id}`, { blocked: true }), 200);
  });

  test('support helps people, and gets into no account', async () => {
    const { token } = await tokenOf(house.running, await newAdministrator(house.running, 'support'));
    const person = await newPerson(house.running, { emailVerified: false });
    assert.equal(await status(token, `PATCH /users/${person.id}`, { blocked: true }), 200);
    assert.equal(await status(token, `PATCH /users/${person.id}`, { blocked: false }), 200);
    assert.equal(await status(token, 'POST /jobs/verification-email', { user_id: person.id }), 201);
    assert.equal(await status(token, `DELETE /users/${person.id}/sessions`), 202);
    assert.equal(await status(token, `DELETE /user-blocks/${person.id}`), 204);
    for (const body of [{ password: 'a new passphrase for it' }, { email: 'mine@evil.example' }, { blocked: true, email_verified: true }, { user_metadata: { a: 1 } }]) assert.equal(await status(token, `PATCH /users/${person.id}`, body), 403);
    assert.equal(await status(token, 'POST /tickets/password-change', { user_id: person.id }), 403);
    assert.equal(await status(token, `POST /users/${person.id}/roles`, { roles: ['rol_x'] }), 403);
    assert.equal(await status(token, `DELETE /users/${person.id}`), 403);
  });

  test('Auth0: an application with every scope of before goes on; whom it may not touch it is told', async () => {
    const made = await createManagementClient(house.running.house, randomCredentials());
    assert.notEqual(made, 'taken');
    const token = await house.token('update:users');
    const answer = await house.ask('PATCH', `/users/${(await newAdministrator(house.running, 'support')).id}`, { token, body: { blocked: true } });
    assert.equal(answer.status, 403);
    assert.match(String(answer.body['message']), /update:administrators/);
  });
});
