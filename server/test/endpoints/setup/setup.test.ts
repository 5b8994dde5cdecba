import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { issueSetupLink, needsSetup } from '../../../src/cli/find-setup.ts';
import { findSamples, removeSamples } from '../../../src/samples/find-samples.ts';
import { signIn, authorizeUrl, newPkce, answerOf } from '../../flows/app.ts';
import { hiddenFields, pageOf, reasonOf, type Answer, type Browser } from '../../flows/browser.ts';
import { MovableClock } from '../../flows/clock.ts';
import { apps } from '../../flows/fixtures.ts';
import { startHouse, type RunningHouse } from '../../flows/house.ts';
import { comeToDashboard, newAdministrator, newPerson, setRole, tokenOf } from '../../management/administrators.ts';
import { createManagementClient, randomCredentials } from '../../../src/cli/management-api.ts';

const email = 'owner@example.com';
const password = 'an owner with a long passphrase';

/** The path of a new link, as a browser asks for it. */
const linkOf = async ({ house, origin }: RunningHouse) => (await issueSetupLink(house)).slice(origin.length);
const open = async (browser: Browser, path: string): Promise<Answer> => browser.follow(await browser.get(path));
const send = (browser: Browser, page: Answer, fields: Readonly<Record<string, string>>) => browser.post('/u/setup', { ...hiddenFields(page.text), action: 'default', ...fields });
const owners = async ({ house }: RunningHouse) => (await house.storage.administrators.list(house.defaultTenant.id)).filter(({ role }) => role === 'owner');

describe('The set-up link', () => {
  let running: RunningHouse;
  before(async () => { running = await startHouse({ mode: 'production' }); await createManagementClient(running.house, randomCredentials()); });
  after(() => running.stop());

  test('it leads to the page, not to the dashboard, and tells nobody where it came from', async () => {
    const browser = running.browser();
    const link = await issueSetupLink(running.house);
    assert.match(link, new RegExp(`^${running.issuer}dashboard\\?setup=[A-Z2-9]{4}-[A-Z2-9]{4}$`));
    const answer = await browser.get(link);
    assert.match(answer.location ?? '', /^\/u\/setup\?code=[A-Z2-9-]{9}$/);
    assert.equal(answer.headers.get('referrer-policy'), 'no-referrer');
    const page = await browser.follow(answer);
    assert.deepEqual([page.status, pageOf(page)], [200, 'setup']);
    assert.equal((await browser.get('/dashboard/?setup=')).location, undefined, 'without a code the dashboard answers');
  });

  test('whoever opens it makes an account, is an owner, and is signed in at the dashboard', async () => {
    assert.equal(await needsSetup(running.house), true);
    const browser = running.browser();
    const link = await linkOf(running);
    const page = await open(browser, link);
    assert.ok(!page.text.includes('value="skip"'), 'in production nothing is skipped');
    const done = await send(browser, page, { email, password });
    assert.deepEqual([done.status, done.location], [303, `${running.issuer}dashboard/`]);
    assert.deepEqual((await owners(running)).map((one) => one.email), [email]);
    assert.equal(await needsSetup(running.house), false);
    const { parameters } = await comeToDashboard(running, { id: '', email: 'nobody@example.com', password: 'not asked for' }, { browser, fields: { prompt: 'none' } });
    assert.notEqual(parameters.get('code'), null, parameters.toString());
    const again = await open(running.browser(), link);
    assert.deepEqual([again.status, pageOf(again), reasonOf(again)], [400, 'error', 'setup.code_unknown']);
    const late = await send(running.browser(), page, { email: 'second@example.com', password });
    assert.deepEqual([late.status, reasonOf(late)], [400, 'setup.code_unknown']);
  });

  test('what is wrong in the form leaves the link good, and the fields tell', async () => {
    const browser = running.browser();
    const page = await open(browser, await linkOf(running));
    for (const [fields, reason] of [[{ email: 'no address', password }, 'signup.email_malformed'], [{ email: 'third@example.com', password: 'short' }, 'signup.password_weak'], [{ email: 'third@example.com', password: '' }, 'signup.password_weak']] as const) {
      const answer = await send(browser, page, fields);
      assert.deepEqual([answer.status, pageOf(answer), reasonOf(answer)], [400, 'setup', reason]);
      assert.ok(!answer.text.includes(password));
    }
    assert.equal((await send(browser, page, { email: 'third@example.com', password })).status, 303);
  });

  test('a newer link takes the place of the one before, and spelling does not matter', async () => {
    const [first, second] = [await linkOf(running), await linkOf(running)];
    assert.equal(reasonOf(await open(running.browser(), first)), 'setup.code_unknown');
    assert.equal(pageOf(await open(running.browser(), second.toLowerCase().replace('-', ''))), 'setup');
  });

  test('an owner who lost the password gets a new one, and whoever was in the account is out', async () => {
    const owner = await newAdministrator(running, 'owner');
    const { token, refreshToken } = await tokenOf(running, owner);
    const reads = async () => (await fetch(`${running.origin}/api/v2/clients`, { headers: { authorization: `Bearer ${token}` } })).status;
    assert.deepEqual([await reads(), refreshToken === ''], [200, false]);
    const browser = running.browser();
    const page = await open(browser, await linkOf(running));
    assert.equal((await send(browser, page, { email: owner.email, password: 'quite another passphrase' })).status, 303);
    assert.equal(await reads(), 401);
    assert.notEqual((await tokenOf(running, { ...owner, password: 'quite another passphrase' })).token, '');
  });

  test('an account of somebody who is no administrator is not taken over, nor made one', async () => {
    const person = await newPerson(running, { emailVerified: false });
    const browser = running.browser();
    const answer = await send(browser, await open(browser, await linkOf(running)), { email: person.email, password });
    assert.deepEqual([answer.status, reasonOf(answer)], [400, 'setup.email_taken']);
    assert.ok(answerOf(await signIn(running.browser(), authorizeUrl(apps.web, newPkce()), person)).has('code'), 'the password is the one of before');
  });

  test('skipping is refused in production, also by whoever makes the form', async () => {
    const browser = running.browser();
    const answer = await send(browser, await open(browser, await linkOf(running)), { action: 'skip' });
    assert.deepEqual([answer.status, reasonOf(answer)], [400, 'setup.not_here']);
  });

  test('the code is kept as a keyed hash, and every try leaves a line in the log', async () => {
    const { storage, defaultTenant } = running.house;
    const code = (await linkOf(running)).split('=')[1] ?? '';
    const kept = await storage.setup.find(defaultTenant.id);
    assert.ok(kept !== undefined && !JSON.stringify(kept).includes(code.slice(0, 4)));
    const { records } = await storage.log.list(defaultTenant.id, { take: 200 });
    assert.ok(['allowed', 'refused'].every((result) => records.some((line) => line.event === 'administration.set_up' && line.result === result)));
    assert.ok(!JSON.stringify(records).includes(code));
  });

  test('RFC 6749 §10.10: guesses are counted, and a right code is none', async () => {
    const link = await linkOf(running);
    for (let i = 0; i < 15; i++) assert.equal(pageOf(await open(running.browser(), link)), 'setup');
    const guess = async () => {
      let last = await open(running.browser(), '/u/setup?code=AAAA-AAAA');
      for (let i = 0; i < 25; i++) last = await open(running.browser(), '/u/setup?code=AAAA-AAAA');
      return [last.status, reasonOf(last), (await open(running.browser(), link)).status];
    };
    const first = await guess();
    // A new window may have begun on the way; two do not.
    assert.deepEqual(first[0] === 429 && first[2] === 429 ? first : await guess(), [429, 'setup.throttled', 429]);
  });
});

describe('The set-up link ends', () => {
  test('after half an hour', async (t) => {
    const clock = new MovableClock();
    const running = await startHouse({ clock });
    t.after(() => running.stop());
    const link = await linkOf(running);
    clock.advance(1700);
    assert.equal(pageOf(await open(running.browser(), link)), 'setup');
    clock.advance(200);
    assert.equal(reasonOf(await open(running.browser(), link)), 'setup.code_expired');
  });
});

describe('Skipping the set-up', () => {
  test('on the machine of a development server somebody goes on without an account; it is a sample, with which production does not start', async (t) => {
    const running = await startHouse({ mode: 'development' });
    t.after(() => running.stop());
    await createManagementClient(running.house, randomCredentials());
    const { storage, defaultTenant } = running.house;
    for (let round = 0; round < 2; round++) {
      const browser = running.browser();
      const page = await open(browser, await linkOf(running));
      assert.ok(page.text.includes('value="skip"'));
      assert.equal((await send(browser, page, { action: 'skip' })).location, `${running.issuer}dashboard/`);
      const { parameters } = await comeToDashboard(running, { id: '', email: '', password: '' }, { browser, fields: { prompt: 'none' } });
      assert.notEqual(parameters.get('code'), null, parameters.toString());
    }
    assert.equal((await owners(running)).length, 1);
    assert.equal(await needsSetup(running.house), true, 'the next start still offers a link');
    const place = { registry: storage.registry, users: storage.users, tenant: defaultTenant.id };
    assert.equal((await findSamples(place)).people.length, 1);
    await setRole(running, (await newPerson(running)).id, 'owner');
    await removeSamples(place, running.data);
    assert.equal((await owners(running)).length, 1, 'with the samples it is gone');
  });
});
