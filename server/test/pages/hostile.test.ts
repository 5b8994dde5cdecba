import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { initials } from '../../src/pages/parts/app-tile.tsx';
import { formTarget, messageTarget, safeHref, safeMailto, safePath } from '../../src/pages/safe-href.ts';
import { scriptJson } from '../../src/pages/script-json.ts';
import { shownName } from '../../src/pages/texts/fill.tsx';
import { harmless, pagesMadeOf } from './hostile-pages.ts';
import { render } from './page-texts.ts';
import { payloads } from './payloads.ts';
import { client, error, frame, login, samplePages } from './sample-pages.ts';

/** The tags of a page with the names of their attributes: what a text must never change. */
const skeleton = (html: string): string => [...html.replace(/(<script[^>]*>).*?(<\/script>)/gs, '$1$2').matchAll(/<(\/?[a-z0-9!]+)((?: [a-z-]+(?:="[^"]*")?)*) ?\/?>/gi)].map(([, name, attributes = '']) => `${name}${attributes.replace(/="[^"]*"/g, '')}`).join(' ');

describe('Hostile texts', () => {
  test('A121, A122: twenty payloads in every text of every page change no tag and no attribute', () => {
    const plain = pagesMadeOf(harmless).map((page) => skeleton(render(page).html));
    for (const payload of payloads) {
      pagesMadeOf(payload).forEach((page, index) => {
        const { html } = render(page);
        assert.equal(skeleton(html), plain[index], `${page.name}: ${payload}`);
        if (/[<"]/.test(payload)) assert.ok(!html.includes(payload), `${page.name}: ${payload}`);
      });
    }
  });

  test('A123: links and logos are https or http, support is one address, and nothing else is shown', () => {
    for (const url of [...payloads, 'JaVaScRiPt:alert(1)', 'vbscript:x', 'blob:https://a.example/x', 'file:///etc/passwd', '//evil.example', '/relative', 'https://', 'https://user:pass@evil.example/', 'data:image/svg+xml,<svg/>', '']) assert.equal(safeHref(url), undefined, url);
    assert.equal(safeHref(undefined), undefined);
    assert.equal(safeHref('https://piedpiper.example/terms?a=1#b'), 'https://piedpiper.example/terms?a=1#b');
    assert.equal(safeHref('http://localhost:3000'), 'http://localhost:3000/');
    for (const payload of payloads) {
      const html = pagesMadeOf(payload).map((page) => render(page).html).join('');
      for (const [, href = ''] of html.matchAll(/ (?:href|src|action)="([^"]*)"/g)) assert.match(href, /^(?:\/u\/|\/activate$|\/passwordless\/verify_redirect$|\/account(?:\/[a-z]+)?$|\/oidc\/logout$|\/assets\/|\/docs\/errors\/[^/<>]*$|data:,$|https:\/\/piedpiper\.example\/)/, payload);
    }
    const shown = render({ ...error, client: { ...client, logoUri: 'https://cdn.example/logo.png', policyUri: 'javascript:alert(1)' } }).html;
    assert.ok(!shown.includes('Privacy') && shown.includes('Terms'));
    assert.match(render({ ...login, client: { ...client, logoUri: 'https://cdn.example/logo.png' } }).html, /<img src="https:\/\/cdn\.example\/logo\.png" alt /);
  });

  test('A123: a support address can not smuggle a second recipient or a subject', () => {
    assert.equal(safeMailto('help@acme.example'), 'mailto:help@acme.example');
    for (const address of ['help@acme.example?cc=evil@evil.example', 'a@b,c@d', 'javascript:alert(1)@x', 'help@acme.example\nbcc:x@y', 'nobody', undefined]) assert.equal(safeMailto(address), undefined, address);
  });

  test('A124: OAuth Form Post §2: a form goes to a web address or to the scheme of an application, never to one that runs here', () => {
    for (const url of ['https://piedpiper.example/cb?a="b"', 'http://127.0.0.1:4001/cb', 'com.piedpiper.app:/cb']) assert.equal(formTarget(url), url);
    for (const url of ['javascript:alert(1)', ' JAVA\tSCRIPT:alert(1)', 'data:text/html,x', 'blob:https://a.example/1', 'not a url']) assert.throws(() => render({ name: 'form-post', frame, action: url, fields: {} }), /scheme/, url);
  });

  test('A124: RFC 9700 §4.17: a message goes to one exact origin', () => {
    assert.equal(messageTarget('https://piedpiper.example'), 'https://piedpiper.example');
    for (const origin of ['*', '/', 'null', 'https://piedpiper.example/', 'https://piedpiper.example/cb', 'HTTPS://piedpiper.example', 'com.app://x', '']) assert.throws(() => render({ name: 'web-message', frame, targetOrigin: origin, fields: {} }), /exact/, origin);
  });

  test('A124: fields of an answer arrive unchanged, whatever they hold', () => {
    for (const payload of payloads) {
      const { html } = render({ name: 'form-post', frame, action: 'https://piedpiper.example/cb', fields: { state: payload } });
      const [, value = ''] = /name="state" value="([^"]*)"/.exec(html) ?? [];
      assert.equal(value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'), payload);
      assert.deepEqual(JSON.parse(scriptJson({ state: payload })), { state: payload });
      assert.doesNotMatch(scriptJson({ state: payload }), /[<>&\u2028\u2029]/);
    }
  });

  test('A122: a hostile language falls back to English', () => {
    for (const language of ['../../etc/passwd', '<script>', '__proto__', 'constructor', '', 'x'.repeat(10_000)]) assert.match(render({ ...login, frame: { ...frame, language } }).html, /^<!doctype html><html lang="en" dir="ltr">/);
  });

  test('a name can not turn the direction of the sentence, break the line or fill the page', () => {
    assert.equal(shownName('\u202eevil\u202c\u2066\u0000name\n'), 'evil name');
    assert.equal([...shownName('😀'.repeat(500))].length, 120);
    assert.ok(render({ ...login, client: { ...client, name: 'x'.repeat(1_000_000) } }).html.length < 5_000);
    assert.deepEqual(['Pied Piper', 'acme', ' <b> "x" ', '東京 商店', '', '!!!'].map(initials), ['PP', 'A', 'BX', '東商', '?', '?']);
  });

  test('a page asks no other origin for anything but the logo of the application', () => {
    for (const { label, page } of samplePages) assert.doesNotMatch(render(page).html, /(?:src|srcset|<link[^>]* href)="(?:https?:)?\/\//, label);
  });

  test('a long name of a state stays one value of a link', () => {
    assert.match(render({ ...login, form: { state: 'a&b="c"#d', csrf: 'x' } }).html, /href="\/u\/signup\?state=a%26b%3D%22c%22%23d"/);
    assert.equal(safePath('/u/login?state=a'), '/u/login?state=a');
  });
});
