import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { catalogues, directionOf, texts, type Catalogue } from '../../src/pages/texts/catalogue.ts';
import { en } from '../../src/pages/texts/en.ts';
import { createPageRenderer } from '../../src/pages/render-page.tsx';
import { frame, login, now } from './sample-pages.ts';

const arabic: Catalogue = { language: 'ar', ownName: 'العربية', texts: { 'login.title': 'تسجيل الدخول إلى {app}', 'login.password': 'كلمة المرور' } };

const english: Catalogue = { language: 'en', ownName: 'English', texts: en };
/** The names that a text has a place for, whatever the case. */
const placesOf = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name.toLowerCase()).sort().join();

describe('Languages', () => {
  test('the exact language is taken, else the primary one, else English', () => {
    const swiss: Catalogue = { language: 'de-CH', ownName: 'Schwiizertüütsch', texts: { 'action.continue': 'Witer' } };
    const german: Catalogue = { language: 'de', ownName: 'Deutsch', texts: { 'action.continue': 'Weiter' } };
    const known = [english, german, swiss];
    assert.equal(texts('de-ch', known).of['action.continue'], 'Witer');
    assert.equal(texts('de-AT', known).of['action.continue'], 'Weiter');
    assert.equal(texts('fr', known).of['action.continue'], 'Continue');
  });

  test('a text that a language lacks is told in English, and the direction follows the language', () => {
    const { html } = createPageRenderer({ stylesheetHref: '/x', clock: { now: () => now }, catalogues: [english, arabic] })({ ...login, frame: { ...frame, language: 'ar-EG' } });
    assert.match(html, /<html lang="ar" dir="rtl">/);
    assert.match(html, /<h1>تسجيل الدخول إلى <bdi>Pied Piper<\/bdi><\/h1>/);
    assert.match(html, />Continue</);
    assert.deepEqual(['ar-EG', 'he', 'fa', 'en', 'de', ''].map(directionOf), ['rtl', 'rtl', 'rtl', 'ltr', 'ltr', 'ltr']);
  });

  test('the language menu is shown only where there is a choice', () => {
    assert.ok(!createPageRenderer({ stylesheetHref: '/x', catalogues: [english] })(login).html.includes('<select'));
    const { html } = createPageRenderer({ stylesheetHref: '/x', catalogues: [english, arabic] })(login);
    assert.match(html, /<form method="get" action="\/u\/login" class="languages"><input type="hidden" name="state" value="st-4711\/\+="\/>/);
    assert.match(html, /<select id="language" name="language"><option value="en" lang="en" selected>English<\/option><option value="ar" lang="ar">العربية<\/option><\/select>/);
  });

  for (const { language, ownName, texts: own } of catalogues) {
    test(`${ownName}: every text has the places for names that English has`, () => {
      for (const [id, text] of Object.entries(own)) {
        const wanted = (en as Readonly<Record<string, string>>)[id];
        assert.ok(wanted !== undefined, `${id} is no text`);
        assert.equal(placesOf(text), placesOf(wanted), `${language} ${id}`);
      }
    });
  }

  test('every text is plain: no markup, no exclamation mark, balanced braces', () => {
    for (const [id, text] of catalogues.flatMap(({ texts: own }) => Object.entries(own))) {
      assert.doesNotMatch(text, /[<>!]|Oops|please.*please/i, id);
      assert.doesNotMatch(text.replace(/\{\w+\}/g, ''), /[{}]/, id);
    }
  });
});
