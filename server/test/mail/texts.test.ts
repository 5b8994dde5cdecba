import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { mailTemplates } from '../../src/identity/ports/mailer.ts';
import { renderText, type MailValues } from '../../src/mail/render-text.ts';
import { mailCatalogues, mailTexts } from '../../src/mail/texts/catalogue.ts';
import { en } from '../../src/mail/texts/en.ts';
import type { MailTexts } from '../../src/mail/texts/mail-text.ts';
import { writeMail } from '../../src/mail/write-mail.ts';
import { catalogues } from '../../src/pages/texts/catalogue.ts';
import { tenantOf } from '../keys/ring-of-test.ts';

const words = { tenant: 'Acme', app: 'Shop', email: 'ann@example.com', support: 'help@acme.example', until: 'tomorrow', inviter: 'Bob', organization: 'Hooli', address: '203.0.113.7', message: 'Pay 10 euros' };
const values: MailValues = { url: 'https://id.example/u/link?ticket=a', code: '123456', words };

/** Every text of a language with its place. */
function textsOf({ frame, mails }: Pick<MailTexts, 'frame' | 'mails'>): readonly (readonly [place: string, text: string])[] {
  const flat = (place: string, value: unknown): readonly (readonly [string, string])[] => (typeof value === 'string' ? [[place, value]] : Object.entries(value as object).flatMap(([name, inner]) => flat(`${place}.${name}`, inner)));
  return [...flat('frame', frame), ...flat('mails', mails)];
}
const english = new Map(textsOf(en));
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort();
/** Nobody hears from us in another alphabet: each language has letters that the others lack, or words. */
const spoken: Readonly<Record<string, RegExp>> = { en: /password/, de: /Passwort/, es: /contraseña/, fr: /mot de passe/, pl: /hasło/, ar: /كلمة/ };

describe('texts of mail', () => {
  test('mails are written in the languages of the pages, English first', () => {
    assert.deepEqual(mailCatalogues.map(({ language }) => language).sort(), catalogues.map(({ language }) => language).sort());
    assert.equal(mailCatalogues[0], en);
    assert.deepEqual(mailCatalogues.filter(({ dir }) => dir === 'rtl').map(({ language }) => language), ['ar']);
  });

  for (const texts of mailCatalogues) {
    test(`${texts.language}: every text is there, with the placeholders of the English one, and is its own`, () => {
      const all = textsOf(texts);
      assert.deepEqual(all.map(([place]) => place), [...english.keys()]);
      for (const [place, text] of all) {
        assert.deepEqual(placeholders(text), placeholders(english.get(place) ?? ''), place);
        assert.ok(text.trim() === text && text !== '' && !/[!¡]|\s{2}/.test(text), `${place}: ${text}`);
        if (texts !== en && !/^\{\w+\}$/.test(text)) assert.notEqual(text, english.get(place), place);
      }
      assert.match(JSON.stringify(texts.mails), spoken[texts.language] ?? /^$/);
    });

    test(`${texts.language}: each mail has a subject of one line, its link and its code, and no place that is left unfilled`, () => {
      for (const template of mailTemplates) {
        const { subject, text, html } = renderText(texts, texts.mails[template], values);
        assert.ok(subject !== '' && !/[\r\n{}\u2066-\u2069]/.test(subject), `${template}: ${subject}`);
        assert.doesNotMatch(text + html.replace(/<style>.*<\/style>/, ''), /\{\w+\}/, template);
        assert.ok(text.includes('123456') && html.includes('123456'), template);
        assert.equal(text.includes('https://id.example/u/link?ticket=a'), texts.mails[template].button !== undefined, template);
        assert.ok(html.includes(`<html lang="${texts.language}" dir="${texts.dir}">`), template);
      }
    });
  }

  test('RFC 5646 §2.1: a mail speaks the language that was asked for, or its primary one, else English', async () => {
    for (const [tag, language] of [['de', 'de'], ['de-AT', 'de'], ['FR-ca', 'fr'], ['ar-EG', 'ar'], ['pl', 'pl'], ['es-419', 'es'], ['ja', 'en'], ['', 'en']] as const) {
      assert.equal(mailTexts(tag).language, language);
      const { html, text } = await writeMail({ tenant: tenantOf('Acme'), order: { template: 'reset_email', to: 'ann@example.com', language: tag, expiresAt: 1_800_000_000, data: { url: values.url } }, user: undefined, client: undefined }, undefined);
      assert.match(html, new RegExp(`<html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}">`));
      assert.match(text, spoken[language] ?? /^$/);
      assert.match(text, /UTC/, 'the time stands there, in words of the language');
    }
  });

  test('a value in a text from right to left stands apart, and can not turn what is around it', () => {
    const turned = renderText(mailTexts('ar'), mailTexts('ar').mails.reset_email, { ...values, words: { ...words, tenant: 'a\u202eb\u2069c' } });
    assert.ok(turned.text.includes('\u2068ann@example.com\u2069') && turned.html.includes('\u2068ann@example.com\u2069'));
    assert.ok(turned.text.includes('\u2068a b c\u2069'));
    assert.doesNotMatch(turned.subject + turned.text, /\u202e/);
    assert.doesNotMatch(renderText(mailTexts('de'), mailTexts('de').mails.reset_email, values).text, /[\u2066-\u2069]/);
  });
});
