import type { Tenant } from '../../kernel/tenant.ts';
import type { Endpoint } from '../../endpoints/reply.ts';
import { appointmentsApi } from '../catalogue.ts';
import { html } from '../html.ts';
import { assetEndpoint, showPage, type Look } from '../layout.ts';

const buttons = [
  ['call', 'Call the API', 'With the access token: 200.'],
  ['call-id-token', 'Call the API with the ID token', 'Refused, and the API says why.'],
  ['book', 'Book an appointment', 'Needs write:appointments, which this application did not ask for: 403.'],
  ['refresh', 'Refresh the tokens', 'The refresh token is used once and replaced.'],
  ['logout', 'Sign out', 'Here and at the server.'],
] as const;

/** What both kinds of sample application ask for: to know the person, to read, and to stay signed in. */
export const sampleScope = 'openid profile email offline_access read:appointments';

/** The single-page application: one page and one script file, no inline script. */
export function spaEndpoints(tenant: Tenant, look: Look): readonly Endpoint[] {
  const content = html`<h1>Pied Piper</h1>
<p class="muted">A single-page application: the code runs in the browser and keeps no secret, so it proves itself with PKCE.</p>
<div data-app data-issuer="${tenant.issuer}" data-client-id="sample-spa" data-audience="${appointmentsApi}" data-scope="${sampleScope}">
<noscript><p class="note bad">This application is written in JavaScript, which is switched off here. <a href="/samples/web/">Pied Piper Web</a> works without.</p></noscript>
<section id="notice" role="status" hidden><strong id="notice-title"></strong><pre id="notice-detail" tabindex="0"></pre></section>
<section id="signed-out" hidden><p><button class="button primary" data-action="sign-in">Sign in</button></p></section>
<section id="signed-in" class="actions" hidden><p>Signed in as <strong id="who"></strong>. Granted scope: <code id="scope"></code></p>
${buttons.map(([name, label, hint]) => html`<p><button class="button" data-action="${name}">${label}</button> <span class="small muted">${hint}</span></p>`)}
<h2>ID token</h2><p class="small muted">For this application: who signed in, when and how.</p><pre id="id-token" tabindex="0"></pre>
<h2>Access token</h2><p class="small muted">For the API named in aud: what this application may do there.</p><pre id="access-token" tabindex="0"></pre></section>
</div>`;
  const page = showPage({ title: 'Pied Piper', script: '/samples/spa.js', content }, look);
  return [
    { name: 'samples_spa', path: '/samples/spa/', methods: ['GET'], cors: 'none', handle: () => page },
    assetEndpoint('samples_spa_script', 'spa.js', 'text/javascript; charset=utf-8'),
  ];
}
