import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import type { MailProvider, TenantMailTemplate } from '../../src/identity/ports/mail-store.ts';
import type { Storage } from '../../src/storage/storage.ts';
import type { Backend } from './backend.ts';
import { acme, logRecord, other } from './records.ts';

const provider: MailProvider = { enabled: true, defaultFrom: 'Acme <a@acme.example>', host: 'smtp.acme.example', port: 587, user: undefined, sealedPassword: 'sealed', headers: { 'X-SES-Configuration-Set': 'a' } };
const template: TenantMailTemplate = { template: 'verify_email', enabled: true, from: undefined, subject: 'Hi {{ user.name }}', body: '<p>', resultUrl: undefined, urlLifetime: 60, emailInRedirect: false };

/** What every database must do with how tenants send their mail. */
export function mailSuite(backend: () => Backend): void {
  describe('how tenants send their mail', () => {
    let storage: Storage;
    before(async () => { storage = await (await backend().newDatabase()).open(); });

    test('a tenant has one SMTP server, of many who set it at once one does', async () => {
      assert.equal(await storage.mail.findProvider(acme), undefined);
      assert.equal(await storage.mail.replaceProvider(acme, provider), 'unknown');
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => storage.mail.insertProvider(acme, provider, logRecord({ event: 'mail-test' }))));
      assert.equal(outcomes.filter((outcome) => outcome === 'inserted').length, 1);
      assert.equal((await storage.log.list(acme, { take: 100 })).records.filter(({ event }) => event === 'mail-test').length, 1, 'the line of the log is stored with it, or not at all');
      assert.deepEqual(await storage.mail.findProvider(acme), provider);
      assert.equal(await storage.mail.findProvider(other), undefined);
      assert.equal(await storage.mail.replaceProvider(acme, { ...provider, enabled: false }), 'replaced');
      assert.equal((await storage.mail.findProvider(acme))?.enabled, false);
      assert.equal(await storage.mail.removeProvider(acme, logRecord({ event: 'mail-test-removal' })), 'removed');
      assert.equal(await storage.mail.removeProvider(acme, logRecord({ event: 'mail-test-removal' })), 'unknown');
      assert.equal((await storage.log.list(acme, { take: 100 })).records.filter(({ event }) => event === 'mail-test-removal').length, 1);
      assert.equal(await storage.mail.findProvider(acme), undefined);
    });

    test('a mail that a tenant wrote anew is one of its own', async () => {
      assert.equal(await storage.mail.replaceTemplate(acme, template), 'unknown');
      assert.equal(await storage.mail.insertTemplate(acme, template), 'inserted');
      assert.equal(await storage.mail.insertTemplate(acme, template), 'taken');
      assert.deepEqual(await storage.mail.findTemplate(acme, 'verify_email'), template);
      assert.equal(await storage.mail.findTemplate(acme, 'reset_email'), undefined);
      assert.equal(await storage.mail.findTemplate(other, 'verify_email'), undefined);
      assert.deepEqual([await storage.mail.listTemplates(acme), await storage.mail.listTemplates(other)], [[template], []]);
      assert.equal(await storage.mail.replaceTemplate(acme, { ...template, body: undefined }), 'replaced');
      assert.equal((await storage.mail.findTemplate(acme, 'verify_email'))?.body, undefined);
    });
  });
}
