import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { pageOf, reasonOf } from '../../flows/browser.ts';
import { setTenant } from '../../flows/arrangements.ts';
import { apps } from '../../flows/fixtures.ts';
import { mailTo } from '../../flows/mails.ts';
import type { ManagedHouse } from '../../management/house.ts';
import { startManagedHouse } from '../../management/house.ts';
import { aliveAt, allAlive, allDead, isAsked, nodeOf, signedIn, thirdParty } from '../../management/access.ts';
import { setRole } from '../../management/administrators.ts';
import { startLogoutReceiver, type LogoutReceiver } from '../../flows/logout-receiver.ts';
import { change, linesOf, newPerson, send, visit } from './visitor.ts';

describe('The account pages: what people do there', () => {
  let receiver: LogoutReceiver;
  let house: ManagedHouse;
  before(async () => {
    receiver = await startLogoutReceiver();
    house = await startManagedHouse({ outboundAllow: `127.0.0.1:${receiver.port}` });
  });
  after(async () => { await house.stop(); await receiver.stop(); });
  const person = (name: string) => newPerson(house.running, name);
  const stored = async (id: string) => house.running.house.storage.users.find(house.running.house.defaultTenant.id, id);
  const alive = (one: Parameters<typeof aliveAt>[1]) => aliveAt(nodeOf(house), one);
  const listen = async (id: string, path: string) => {
    const { storage, defaultTenant } = house.running.house;
    const client = await storage.clients.findClient(defaultTenant.id, id);
    assert.ok(client);
    await storage.registry.replaceClient({ ...client, logout: { ...client.logout, backchannelUri: `${receiver.url}${path}` } });
  };
  const signed = (known: { readonly email: string; readonly password: string }, over: Parameters<typeof signedIn>[1] = {}) => signedIn(house, { person: known, ...over });

  test('A176 OIDC Core §5.1: a person changes name, nickname, picture and language, and whatever else a form brings is not read', async () => {
    const who = await person('profile');
    const browser = house.running.browser();
    const was = await stored(who.id);
    const done = await change(browser, {
      path: '/account', person: who,
      fields: { name: '  Pat  ', nickname: 'pp', picture: 'https://cdn.example/p.png', locale: 'en', email: 'root@example.com', email_verified: 'true', app_metadata: '{"admin":true}', user_metadata: '{}', roles: 'admin', blocked: 'false', user_id: 'auth0|root', connection: 'x', identities: '[]', profile: '{"sub":"x"}', '__proto__': 'x' },
    });
    assert.equal(done.status, 200, reasonOf(done));
    assert.match(done.text, /role="status"[^>]*>Your profile is saved\./);
    const now = await stored(who.id);
    assert.deepEqual({ ...now, updatedAt: 0 }, { ...was, updatedAt: 0, lastSignIn: now?.lastSignIn, profile: { name: 'Pat', nickname: 'pp', picture: 'https://cdn.example/p.png', locale: 'en' } });
    assert.equal(browser.cookie('gatehouse_language'), 'en');
    const line = (await linesOf(house.running, 'account.profile'))[0];
    assert.deepEqual([line?.result, line?.userId], ['allowed', who.id]);
    await change(browser, { path: '/account', person: who, fields: { name: '', nickname: '', picture: '', locale: '' } });
    assert.deepEqual((await stored(who.id))?.profile, {});
    assert.equal(browser.cookie('gatehouse_language'), undefined);
  });

  test('what can not be stood up to is refused at its field, and what was typed stays', async () => {
    const who = await person('wrong');
    const browser = house.running.browser();
    for (const [fields, reason] of [
      [{ picture: 'http://cdn.example/p.png' }, 'account.picture_malformed'], [{ picture: 'javascript:alert(1)' }, 'account.picture_malformed'], [{ picture: 'https://user:pw@cdn.example/' }, 'account.picture_malformed'],
      [{ picture: `https://cdn.example/${'x'.repeat(2000)}` }, 'account.picture_malformed'], [{ name: 'x'.repeat(301) }, 'account.name_malformed'], [{ nickname: 'y'.repeat(301) }, 'account.nickname_malformed'], [{ locale: 'tlh' }, 'account.language_unknown'],
    ] as const) {
      const answer = await change(browser, { path: '/account', person: who, fields: { name: 'kept <b>', ...fields } });
      assert.deepEqual([answer.status, reasonOf(answer)], [400, reason]);
      assert.match(answer.text, new RegExp(`role="alert"[^>]* data-reason="${reason.replace('.', '\\.')}"`));
      if (!('name' in fields)) assert.ok(answer.text.includes('value="kept &lt;b>"'));
    }
    assert.deepEqual((await stored(who.id))?.profile, { name: 'wrong', nickname: 'wrong' });
  });

  test('A143, A146, A172: a new password ends every other session and all access at once, on the old cookie too; this browser goes on with a new one', async () => {
    const who = await person('changer');
    const [thief, mine] = [await signed(who), await signed(who)];
    const copy = mine.browser.clone();
    await listen(apps.web.id, 'password');
    const changed = await change(mine.browser, { path: '/account/password', person: who, fields: { current_password: who.password, password: 'the second long password', others: 'on' } });
    assert.equal(changed.status, 200, reasonOf(changed));
    assert.match(changed.text, /Your password is changed\./);
    assert.deepEqual(await alive(thief), allDead);
    assert.deepEqual(await alive({ ...mine, refreshToken: '' }), { ...allDead, session: true }, 'the session goes on, its tokens do not');
    assert.equal((await alive({ ...mine, refreshToken: '', browser: copy })).session, false, 'a copy of the old cookie is worth nothing');
    assert.equal(pageOf(await mine.browser.get('/account/devices')), 'account-devices');
    assert.deepEqual((await receiver.tokensAt('/password', 1)).map(({ claims }) => claims['sid']), [thief.sid]);
    const line = (await linesOf(house.running, 'account.password'))[0];
    assert.deepEqual([line?.result, line?.userId], ['allowed', who.id]);
    assert.doesNotMatch(line?.detail ?? '', /second long|password of changer/);
    assert.equal(pageOf(await visit(house.running.browser(), '/account', who)), 'login', 'the old password is none any more');
    assert.equal(pageOf(await visit(house.running.browser(), '/account', { ...who, password: 'the second long password' })), 'account-profile');
  });

  test('a new password alone leaves the other sessions, where the person wants it so', async () => {
    const who = await person('alone');
    const open = await visit(house.running.browser(), '/account/password', who);
    assert.ok(/At least (?:<[a-z]+>)*8/.test(open.text) && /minlength="?8/i.test(open.text));
    assert.ok(open.text.includes('You are signed out everywhere else') && !open.text.includes('name="others"'), 'unless the tenant leaves it to the person, nobody is asked');
    await setTenant(house.running, { passwordChangeEndsSessions: false });
    const [other, mine] = [await signed(who), await signed(who)];
    await change(mine.browser, { path: '/account/password', person: who, fields: { current_password: who.password, password: 'the second long password' } });
    assert.deepEqual(await alive(other), allAlive);
    assert.deepEqual(await alive({ ...mine }), allAlive);
    assert.match((await mailTo(house.running, who.email)).subject, /password of your account at .* was changed/);
    await setTenant(house.running, { passwordChangeEndsSessions: true });
  });

  test('RFC 6749 §10.10: the password of now is proven with the counters of the sign-in; the new one meets the rule of sign-up', async () => {
    const who = await person('policy');
    const browser = house.running.browser();
    const attempt = (current: string, wanted: string) => change(browser, { path: '/account/password', person: who, fields: { current_password: current, password: wanted, others: 'on' } });
    for (const [current, wanted, reason] of [
      ['not the password', 'a fine long password', 'account.password_wrong'], [who.password, 'short', 'signup.password_weak'], [who.password, 'password123', 'signup.password_weak'], [who.password, who.email, 'signup.password_weak'], [who.password, who.password, 'account.password_same'],
      [who.password, 'x'.repeat(1100), 'login.password_too_long'], ['', 'a fine long password', 'account.password_wrong'],
    ] as const) {
      const answer = await attempt(current, wanted);
      assert.equal(reasonOf(answer), reason, `${wanted.slice(0, 20)}`);
      assert.doesNotMatch(answer.text, /fine long|not the password/);
    }
    const reasons: (string | undefined)[] = [];
    for (let tries = 0; tries < 12; tries++) reasons.push(reasonOf(await attempt('not the password', 'a fine long password')));
    assert.equal(reasons.at(-1), 'login.throttled');
    assert.equal(pageOf(await visit(house.running.browser(), '/account', who)), 'account-profile', 'at another browser the owner is not locked out');
  });

  test('A146: one session is ended at once with its tokens and its offline access, and its applications are told; this one and those of others are not found', async () => {
    await listen(apps.es.id, 'ended');
    const [who, stranger] = [await person('devices'), await person('stranger')];
    const [far, mine, others] = [await signed(who, { app: apps.es }), await signed(who), await signed(stranger)];
    const page = await visit(mine.browser, '/account/devices', who);
    assert.ok(page.text.includes(`session.${far.sid}`) && !page.text.includes(`session.${mine.sid}`) && !page.text.includes(others.sid));
    assert.doesNotMatch(page.text, new RegExp(mine.browser.cookie('gatehouse_session') ?? '-'));
    for (const end of [`session.${mine.sid}`, `session.${others.sid}`, 'session.x', 'session.', 'x', '', 'device.x', `device.${'0'.repeat(44)}`]) assert.equal(reasonOf(await send({ browser: mine.browser, page }, '/account/devices', { end })), 'account.gone', end);
    const done = await send({ browser: mine.browser, page }, '/account/devices', { end: `session.${far.sid}` });
    assert.match(done.text, /It has ended everywhere\./);
    assert.deepEqual(await alive(far), allDead);
    assert.deepEqual([await alive(mine), await alive(others)], [allAlive, allAlive]);
    assert.deepEqual((await receiver.tokensAt('/ended', 1)).map(({ claims }) => [claims['sid'], claims['sub']]), [[far.sid, who.id]]);
  });

  test('a device loses its access by itself, and everything else with one button', async () => {
    const who = await person('lasting');
    const [phone, tablet, mine] = [await signed(who, { app: apps.post, fields: { device: 'Telephone <b>' } }), await signed(who), await signed(who, { app: apps.strict })];
    const page = await visit(mine.browser, '/account/devices', who);
    assert.ok(page.text.includes('Telephone &lt;b'));
    const ids = [...page.text.matchAll(/value="(device\.[^"]+)" class="quiet" aria-label="End access: Web Post"/g)].map(([, id]) => id ?? '');
    assert.equal(ids.length, 1);
    await send({ browser: mine.browser, page }, '/account/devices', { end: ids[0] ?? '' });
    assert.deepEqual(await alive(phone), { ...allDead, session: true });
    assert.deepEqual(await alive(tablet), allAlive);
    assert.equal(reasonOf(await send({ browser: mine.browser, page }, '/account/devices', { end: ids[0] ?? '' })), 'account.gone', 'there is no second end');
    const done = await send({ browser: mine.browser, page }, '/account/devices', { end: 'others' });
    assert.match(done.text, /You are signed in nowhere else\./);
    assert.deepEqual([(await alive(phone)).session, (await alive({ ...tablet, refreshToken: '' })).session], [false, false]);
    assert.deepEqual(await alive(mine), allAlive);
  });

  test('A135 OIDC Core §11: what was allowed is told in words; taken back it ends the refresh tokens at once, and the application asks anew', async () => {
    const [who, other] = [await person('apps'), await person('appsother')];
    const fields = { scope: 'openid offline_access read:things', audience: 'https://api.example' };
    const [one, foreign, own] = [await signed(who, { app: thirdParty, fields }), await signed(other, { app: thirdParty, fields }), await signed(who)];
    const page = await visit(own.browser, '/account/apps', who);
    for (const words of ['Hooli', 'See your things', 'Keep access when you are not here']) assert.ok(page.text.includes(words), words);
    assert.equal(reasonOf(await send({ browser: own.browser, page }, '/account/apps', { remove: 'web' })), 'account.gone');
    assert.equal(await isAsked(one.browser), false);
    const done = await send({ browser: own.browser, page }, '/account/apps', { remove: thirdParty.id });
    assert.match(done.text, /None yet\./);
    assert.deepEqual(await alive(one), { ...allDead, session: true });
    assert.deepEqual([await alive(foreign), await alive(own)], [allAlive, allAlive]);
    assert.equal(await isAsked(one.browser), true);
  });

  test('A172: "not me" ends the session that began there, and leads to a new password; lines of others are not found', async () => {
    const [who, other] = [await person('active'), await person('activeother')];
    const [thief, mine, stranger] = [await signed(who), await signed(who), await signed(other)];
    await visit(house.running.browser(), '/account', { ...who, password: 'a guess of somebody' });
    let page = await visit(mine.browser, '/account/activity', who);
    // A refused sign-in waits for nothing: its line is written with the next commit.
    while (!page.text.includes('Somebody tried')) page = await visit(mine.browser, '/account/activity', who);
    assert.match(page.text, /Somebody tried to sign in, and could not/);
    const ids = [...page.text.matchAll(/name="not_me" value="([^"]+)"/g)].map(([, id]) => id ?? '');
    assert.equal(ids.length, 1, 'this browser and failed tries have no button');
    const strange = [...(await visit(stranger.browser, '/account/activity', other)).text.matchAll(/data-page/g)];
    assert.equal(strange.length, 1);
    const lines = await linesOf(house.running, 'login.password');
    for (const line of [lines.find(({ userId }) => userId === other.id), lines.find(({ result, userId }) => result === 'refused' && userId === who.id)]) assert.equal(reasonOf(await send({ browser: mine.browser, page }, '/account/activity', { not_me: line?.key ?? '' })), 'account.gone');
    const sent = await send({ browser: mine.browser, page }, '/account/activity', { not_me: ids[0] ?? '' });
    assert.deepEqual([sent.status, sent.location], [303, '/account/password?why=not_me']);
    assert.match((await mine.browser.follow(sent)).text, /That session has ended/);
    assert.deepEqual(await alive(thief), allDead);
    assert.deepEqual([await alive(mine), await alive(stranger)], [allAlive, allAlive]);
    assert.equal((await send({ browser: mine.browser, page }, '/account/activity', { not_me: ids[0] ?? '' })).status, 303, 'it may be said twice');
  });

  test('everything that is kept about the person comes as one file, without a secret', async () => {
    const [who, other] = [await person('data'), await person('dataother')];
    const { storage, defaultTenant, clock } = house.running.house;
    assert.equal(await storage.linkedUsers.link(defaultTenant.id, { primary: who.id, secondary: other.id }, { at: clock.now() }), 'linked');
    await storage.roles.insertRole(defaultTenant.id, { id: 'rol_data', name: 'Keeper', description: 'Keeps things' });
    await storage.roles.addRolesTo(defaultTenant.id, { id: who.id, roles: ['rol_data'] });
    await signed(who, { app: thirdParty });
    const browser = house.running.browser();
    const page = await visit(browser, '/account/data', who);
    assert.equal((await browser.get('/account/data')).headers.get('content-disposition'), null);
    const file = await send({ browser, page }, '/account/data', { action: 'default' });
    assert.deepEqual([file.status, file.headers.get('content-disposition'), file.headers.get('cache-control')], [200, 'attachment; filename="account.json"', 'no-store']);
    const data = JSON.parse(file.text) as Record<string, unknown[]> & { readonly profile: unknown };
    assert.deepEqual([data['user_id'], data['user_metadata'], data['app_metadata'], data['roles'], data['permissions']], [who.id, { theme: 'dark' }, { plan: 'secret-plan' }, [{ name: 'Keeper', description: 'Keeps things' }], []]);
    assert.deepEqual([data.profile, data['linked_identities']?.map((identity) => (identity as { readonly user_id: string }).user_id)], [{ name: 'data', nickname: 'data', email: who.email, email_verified: true }, [other.id]]);
    assert.deepEqual([data['sessions']?.length, data['devices']?.length, data['consents']?.length], [2, 1, 1]);
    assert.ok((data['activity']?.length ?? 0) >= 2);
    assert.doesNotMatch(file.text, /argon2|\$|password_hash/);
    assert.ok(!file.text.includes(browser.cookie('gatehouse_session') ?? '-'));
  });

  test('linked accounts are told where one signs in; the password of one of them is not the own password', async () => {
    const [who, other] = [await person('linked'), await person('linkedother')];
    const { storage, defaultTenant, clock } = house.running.house;
    await storage.linkedUsers.link(defaultTenant.id, { primary: who.id, secondary: other.id }, { at: clock.now() });
    const browser = house.running.browser();
    const security = await visit(browser, '/account/security', other);
    assert.ok(security.text.includes('Linked accounts') && security.text.includes(other.email) && security.text.includes(`Signed in as <b><bdi dir="ltr">${who.email}`));
    const wrong = await change(browser, { path: '/account/password', person: other, fields: { current_password: other.password, password: 'the second long password' } });
    assert.equal(reasonOf(wrong), 'account.password_wrong');
    const right = await change(browser, { path: '/account/password', person: other, fields: { current_password: who.password, password: 'the second long password' } });
    assert.match(right.text, /Your password is changed\./);
    assert.equal(pageOf(await visit(house.running.browser(), '/account', other)), 'account-profile', 'the linked account keeps its own');
    assert.equal(pageOf(await visit(house.running.browser(), '/account', { ...who, password: 'the second long password' })), 'account-profile');
  });

  test('A146: a deleted account is gone at once with everything that was its own; applications are told, and nobody is signed in', async () => {
    await listen(apps.post.id, 'deleted');
    const who = await person('leaver');
    const [one, mine] = [await signed(who, { app: apps.post }), await signed(who, { app: thirdParty })];
    const page = await visit(mine.browser, '/account/delete', who);
    assert.equal(reasonOf(await send({ browser: mine.browser, page }, '/account/delete', { current_password: 'not the password' })), 'account.password_wrong');
    assert.equal(reasonOf(await send({ browser: mine.browser, page }, '/account/delete', { confirmation: who.email })), 'account.password_wrong', 'the name is not enough where there is a password');
    assert.ok(await stored(who.id));
    const done = await send({ browser: mine.browser, page }, '/account/delete', { current_password: who.password });
    assert.deepEqual([done.status, pageOf(done)], [200, 'account-deleted']);
    assert.equal(mine.browser.cookie('gatehouse_session'), undefined);
    assert.equal(await stored(who.id), undefined);
    assert.deepEqual([await alive(one), await alive(mine)], [allDead, allDead]);
    assert.deepEqual((await receiver.tokensAt('/deleted', 1)).map(({ claims }) => claims['sub']), [who.id]);
    const line = (await linesOf(house.running, 'account.deleted'))[0];
    assert.deepEqual([line?.result, line?.userId], ['allowed', who.id]);
    assert.equal(pageOf(await visit(house.running.browser(), '/account', who)), 'login');
    const { storage, defaultTenant } = house.running.house;
    assert.equal(await storage.access.countConsents(defaultTenant.id, { userId: who.id }), 0);
  });

  test('who has no password confirms with the name of the account, and has no password to change', async () => {
    const who = await person('passwordless');
    const browser = house.running.browser();
    await visit(browser, '/account', who);
    const { storage, defaultTenant } = house.running.house;
    const seen = await stored(who.id);
    assert.ok(seen);
    await storage.users.replace(defaultTenant.id, { ...seen, passwordHash: undefined }, { seen });
    const security = await browser.get('/account/password');
    assert.match(security.text, /has no password/);
    assert.equal(reasonOf(await send({ browser, page: security }, '/account/password', { password: 'a fine long password' })), 'csrf.failed', 'a page without a form gives no token');
    const page = await browser.get('/account/delete');
    assert.equal(reasonOf(await send({ browser, page }, '/account/delete', { confirmation: 'somebody@example.com' })), 'account.confirmation_wrong');
    assert.equal(pageOf(await send({ browser, page }, '/account/delete', { confirmation: who.email.toUpperCase() })), 'account-deleted');
  });

  test('the last owner of the tenant does not delete the own account, and another one does', async () => {
    const [who, second] = [await person('owner'), await person('other-owner')];
    await setRole(house.running, who.id, 'owner');
    const page = { browser: house.running.browser(), page: await visit(house.running.browser(), '/account', who) };
    const attempt = async () => { page.page = await visit(page.browser, '/account/delete', who); return send(page, '/account/delete', { current_password: who.password }); };
    const refused = await attempt();
    assert.deepEqual([refused.status, reasonOf(refused), (await stored(who.id))?.id], [400, 'administrator.last_owner', who.id]);
    await setRole(house.running, second.id, 'owner');
    assert.equal(pageOf(await attempt()), 'account-deleted');
  });
});
