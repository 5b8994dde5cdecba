import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { MailOrder } from '../../src/identity/ports/mailer.ts';
import { newKey } from '../../src/kernel/opaque-token.ts';
import { createMessageSeal } from '../../src/keys/message-seal.ts';
import { createSealing } from '../../src/keys/sealing.ts';
import { createMailer } from '../../src/mail/create-mailer.ts';
import { openMail } from '../../src/mail/mail-message.ts';
import { openStores, type Stores } from '../identity/open-stores.ts';
import { MovableClock, tenantId } from '../identity/people.ts';

const clock = new MovableClock();
const messageSeal = createMessageSeal(createSealing(Buffer.alloc(32, 1)));
const order: MailOrder = { template: 'verify_email', to: 'ann@example.com', language: 'de', userId: 'auth0|1', clientId: 'web', data: { url: 'https://id.example/u/email?ticket=secret-ticket' }, expiresAt: clock.now() + 60 };

describe('mail on its way', () => {
  let stores: Stores;
  before(async () => { stores = await openStores(clock); });
  after(() => stores.close());

  test('a mail waits in the outbox, and neither its address nor its link can be read there', async () => {
    const { outbox } = stores.storage;
    await createMailer({ outbox, messageSeal, clock }).queue(tenantId, order);
    const [message] = await outbox.claim(clock.now(), clock.now() + 30, 10);
    assert.ok(message !== undefined);
    const { sealed, ...open } = message.data;
    assert.deepEqual(open, { template: 'verify_email', userId: 'auth0|1', clientId: 'web', expiresAt: order.expiresAt });
    assert.doesNotMatch(JSON.stringify(message), /ann@|secret-ticket/);
    assert.deepEqual(openMail(message, messageSeal), order);
    assert.throws(() => openMail({ ...message, key: newKey(clock.nowMs()) }, messageSeal), 'what is sealed opens in its own message only');
    await outbox.remove(message);
  });

  test('a mail that is prepared is stored with the write of somebody else', async () => {
    const { outbox, pending } = stores.storage;
    const mailer = createMailer({ outbox, messageSeal, clock });
    const thing = { kind: 'device', key: 'k', version: 1, expiresAt: clock.now() + 60, data: {} } as const;
    const prepared = [mailer.prepare(tenantId, order)];
    assert.deepEqual(await outbox.claim(clock.now(), clock.now() + 30, 10), []);
    assert.equal(await pending.open(tenantId, [thing], prepared), 'opened');
    assert.equal((await outbox.claim(clock.now(), clock.now() + 30, 10)).length, 1);
  });
});
