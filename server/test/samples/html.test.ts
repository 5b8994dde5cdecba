import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { html } from '../../src/samples/html.ts';
import { showApp } from '../../src/samples/web/app-pages.ts';

const hostile = `<img src=x onerror="alert('1')">&`;

describe('the pages of the samples escape whatever they are given', () => {
  test('text, attributes, lists and nesting', () => {
    const inner = html`<b>${hostile}</b>`;
    assert.equal(html`<p title="${hostile}">${inner}${[hostile, 1]}${undefined}${false}</p>`.markup,
      '<p title="&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;"><b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;</b>&lt;img src=x onerror=&quot;alert(&#39;1&#39;)&quot;&gt;&amp;1</p>');
  });

  test('claims of a token and answers of a server', () => {
    const jwt = (claims: object) => `${Buffer.from('{"alg":"RS256"}').toString('base64url')}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
    const reply = showApp({ title: 'Pied Piper Web', intro: hostile, path: '/samples/web/' }, {
      pending: [], notice: { good: false, title: hostile, detail: hostile },
      tokens: { idToken: jwt({ name: hostile }), accessToken: jwt({ scope: hostile }), refreshToken: undefined, scope: hostile },
    }, { stylesheet: '/assets/a.css' });
    assert.equal(reply.status, 200);
    assert.ok(!reply.html.includes('<img'), 'an element came through');
    assert.ok(reply.html.includes('&lt;img src=x'));
  });

  test('no page has an inline script or style, and the policy forbids both', () => {
    const reply = showApp({ title: 'Pied Piper Web', intro: 'x', path: '/samples/web/' }, undefined, { stylesheet: '/assets/a.css' });
    assert.doesNotMatch(reply.html, /<script(?![^>]* src=)|<style|\son\w+=|style=/);
    assert.match(reply.csp ?? '', /default-src 'none'/);
    assert.doesNotMatch(reply.csp ?? '', /unsafe/);
    assert.equal(reply.headers?.['cache-control'], 'no-store');
  });
});
