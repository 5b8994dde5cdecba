import type { Tenant } from '../../kernel/tenant.ts';
import type { Endpoint, Reply } from '../../endpoints/reply.ts';
import type { SampleInfo } from '../ensure-samples.ts';
import { isFromThisMachine } from '../from-this-machine.ts';
import { html, type Html } from '../html.ts';
import { showPage, type Look } from '../layout.ts';

type SampleClient = SampleInfo['clients'][number];

/** `/samples/`: what there is, who may sign in, and what to try. */
export function homeEndpoint(samples: SampleInfo, { tenant, look }: { readonly tenant: Tenant; readonly look: Look }): Endpoint {
  return {
    name: 'samples', path: '/samples/', methods: ['GET'], cors: 'none',
    handle: (request) => home(samples, { tenant, look, atHome: isFromThisMachine(request) }),
  };
}

function home(samples: SampleInfo, { tenant, look, atHome }: { readonly tenant: Tenant; readonly look: Look; readonly atHome: boolean }): Reply {
  const content = html`<h1>Samples</h1>
<p>Applications of every type, an API and two people, to see each flow work before your own application exists. They are kept in development mode only.</p>
<h2>Try it</h2><ul>
<li><a href="/samples/web/">Pied Piper Web</a>: a regular web application. Sign in, look at both tokens, call the API with the right one and with the wrong one.</li>
<li><a href="/samples/spa/">Pied Piper</a>: the same as a single-page application.</li>
<li><a href="/samples/hooli/">Hooli</a>: an application of another company. It must ask for your consent.</li>
<li><a href="/u/outbox">Outbox</a>: mail to people, such as links to confirm an address. Without an SMTP server it stays there.</li></ul>
${people(samples, atHome)}${machine(samples, { tenant, atHome })}
<h2>Applications</h2><div class="table"><table><thead><tr><th scope="col">Name</th><th scope="col">Type</th><th scope="col">Client ID</th><th scope="col">Description</th></tr></thead><tbody>${samples.clients.map(applicationRow)}</tbody></table></div>
<h2>${samples.api.name}</h2><p>Identifier <code>${samples.api.identifier}</code>, address <a href="/samples/api/appointments"><code>${tenant.issuer}samples/api/appointments</code></a>. It says exactly why it refuses a token.</p>
<ul>${samples.api.permissions.map(({ value, description }) => html`<li><code>${value}</code>: ${description}</li>`)}</ul>`;
  return showPage({ title: 'Samples', content }, look);
}

const hidden = html`<span class="muted">in samples.json of the data folder</span>`;

const people = (samples: SampleInfo, atHome: boolean): Html => html`<h2>People</h2><div class="table"><table><thead><tr><th scope="col">Name</th><th scope="col">Email</th><th scope="col">Password</th></tr></thead><tbody>${samples.people.map(({ name, email, password }) => html`<tr><td>${name}<br><a href="/samples/web/login?${new URLSearchParams({ login_hint: email }).toString()}">Sign in as ${name.split(' ')[0]}</a></td><td><code>${email}</code></td><td>${atHome ? html`<code>${password}</code>` : hidden}</td></tr>`)}</tbody></table></div>`;

const types: Readonly<Record<SampleClient['type'], string>> = { spa: 'Single Page Application', regular_web: 'Regular Web Application', native: 'Native', non_interactive: 'Machine to Machine' };

const applicationRow = ({ id, name, type, firstParty, description }: SampleClient): Html => html`<tr><td>${name}</td><td>${types[type]}${firstParty ? undefined : ', third-party'}</td><td><code>${id}</code></td><td>${description}</td></tr>`;

function machine({ clients, api }: SampleInfo, { tenant, atHome }: { readonly tenant: Tenant; readonly atHome: boolean }): Html {
  const secret = atHome ? clients.find(({ id }) => id === 'sample-m2m')?.secret : '$SECRET';
  return html`<h2>A token for a machine</h2><pre tabindex="0">curl -s ${tenant.issuer}oauth/token -d grant_type=client_credentials \\
  -d client_id=sample-m2m -d client_secret=${secret} \\
  -d audience=${api.identifier}</pre>`;
}
