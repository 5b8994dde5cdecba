import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startHouse, type RunningHouse } from '../flows/house.ts';
import { keptMailsOf, mailerOf, mailsTo, mailTo } from '../flows/mails.ts';
import { payloads } from '../pages/payloads.ts';

describe('the outbox of development', () => {
  let house: RunningHouse;
  before(async () => { house = await startHouse(); });
  after(() => house.stop());
  const get = async (path: string) => {
    const response = await fetch(`${house.origin}${path}`);
    return { status: response.status, csp: response.headers.get('content-security-policy') ?? '', text: await response.text() };
  };

  test('mail that has nowhere to go is read at /u/outbox, with its link, and once', async () => {
    const tenant = house.house.defaultTenant.id;
    const url = `${house.issuer}u/email?ticket=abc&x=1`;
    await mailerOf(house).queue(tenant, { template: 'verify_email', to: 'ann@example.com', language: 'xx', data: { url } });
    const mail = await mailTo(house, 'ann@example.com');
    assert.equal(mail.link, url);
    assert.equal(mail.subject, 'Confirm your email address for Gatehouse');
    const list = await get('/u/outbox');
    assert.deepEqual([list.status, list.text.includes(`/u/outbox/${mail.key}`)], [200, true]);
    const shown = await get(`/u/outbox/${mail.key}`);
    assert.match(shown.text, /<a href="http:\/\/localhost:\d+\/u\/email\?ticket=abc&amp;x=1"/);
    const part = await get(`/u/outbox/${mail.key}/html`);
    assert.match(part.csp, /^sandbox allow-top-navigation-by-user-activation; default-src 'none'/);
    assert.match(part.text, /<base target="_top">/);
    assert.equal((await get('/u/outbox/unknown')).status, 404);
    assert.equal((await keptMailsOf(house).list(tenant)).length, 1);
  });

  test('A121: hostile names are text in subject, text and HTML of every mail', async () => {
    const mailer = mailerOf(house);
    const order = (payload: string, to: string) => ({ template: 'user_invitation', to, language: 'en', data: { inviter: { name: payload }, organization: { display_name: payload }, url: payload } }) as const;
    for (const [index, payload] of payloads.entries()) await mailer.queue(house.house.defaultTenant.id, order(payload, `hostile${index}@example.com`));
    for (const [index, payload] of payloads.entries()) {
      const to = `hostile${index}@example.com`;
      const [mail] = await mailsTo(house, to);
      const tags = new Set([...(mail?.html ?? '').matchAll(/<([a-z/!][a-z0-9]*)/gi)].map(([, name]) => name?.toLowerCase()));
      for (const tag of ['script', 'img', 'svg', 'iframe', 'base']) assert.ok(!tags.has(tag), `${tag} in ${payload}`);
      assert.doesNotMatch(mail?.html ?? '', /<[a-z][^>]*(?:href="(?!https?:)|\son\w+=|style="position:fixed)/i);
      assert.doesNotMatch(mail?.subject ?? '\n', /[\u0000-\u001f\u202e\u2028]/);
    }
  });

  test('a mail that came too late, and one to what is no address, leave a line in the log and nothing else; no line holds what was in it', async () => {
    const tenant = house.house.defaultTenant.id;
    const mailer = mailerOf(house);
    await mailer.queue(tenant, { template: 'reset_email', to: 'late@example.com', language: 'en', userId: 'auth0|late', data: { url: 'https://secret-link.example' }, expiresAt: house.house.clock.now() - 1 });
    await mailer.queue(tenant, { template: 'reset_email', to: 'two@example.com, three@example.com', language: 'en', userId: 'auth0|two', data: { url: 'https://secret-link.example' } });
    await mailer.queue(tenant, { template: 'mfa_oob_code', to: 'bob@example.com', language: 'en', userId: 'auth0|bob', clientId: 'web', data: { code: 'secret-code' } });
    await mailTo(house, 'bob@example.com');
    const people = ['auth0|late', 'auth0|two', 'auth0|bob'];
    const lines = async () => (await house.house.storage.log.list(tenant, { take: 100 })).records.filter(({ event }) => event === 'mail.sent');
    let records = await lines();
    while (!people.every((person) => records.some(({ userId }) => userId === person))) {
      await new Promise((resolve) => { setTimeout(resolve, 50); });
      records = await lines();
    }
    assert.deepEqual(people.map((userId) => records.find((record) => record.userId === userId)).map((record) => [record?.result, record?.reason]),
      [['refused', 'mail.expired'], ['refused', 'mail.address_invalid'], ['allowed', undefined]]);
    assert.doesNotMatch(JSON.stringify(records), /secret-|@example\.com/);
  });
});

test('production has no page of mail', async () => {
  const house = await startHouse({ mode: 'production' });
  assert.equal((await fetch(`${house.origin}/u/outbox`)).status, 404);
  await house.stop();
});
