import type { Endpoint, Reply } from '../../endpoints/reply.ts';
import type { Request } from '../../endpoints/request.ts';
import type { KeptMail, KeptMails } from '../../identity/ports/kept-mail.ts';
import { isFromThisMachine } from '../from-this-machine.ts';
import { html, type Html } from '../html.ts';
import { showPage, type Look } from '../layout.ts';

/** What the outbox pages show, and how. */
export interface OutboxTools { readonly keptMails: KeptMails; readonly look: Look }

const base = '/u/outbox';

/**
 * `/u/outbox`: mail of development, which has nowhere to go. Links and codes in it open accounts, so it is shown on this machine only,
 * and the HTML of a mail runs in a cage: no script, no request, no form, an origin of nobody.
 */
export function outboxEndpoint(tools: OutboxTools): Endpoint {
  return { name: 'development_outbox', path: base, below: true, methods: ['GET'], cors: 'none', handle: (request) => answer(request, tools) };
}

async function answer(request: Request, { keptMails, look }: OutboxTools): Promise<Reply> {
  if (!isFromThisMachine(request)) return absent(look, html`<p>Mail of development is shown on this machine only.</p>`);
  if (request.path === base) return showList(await keptMails.list(request.tenant.id), look);
  const [, key = '', part] = /^\/u\/outbox\/([A-Za-z0-9_-]{1,64})(\/html)?$/.exec(request.path) ?? [];
  const mail = key === '' ? undefined : await keptMails.find(request.tenant.id, key);
  if (mail === undefined) return absent(look, html`<p>This mail is not here, or was here for a week. <a href="${base}">All mail</a></p>`);
  return part === undefined ? showMail(mail, look) : htmlPart(mail);
}

const absent = (look: Look, content: Html): Reply => showPage({ title: 'Outbox', status: 404, content: html`<h1>Outbox</h1>${content}` }, look);

const timeOf = ({ at }: KeptMail) => new Date(at * 1000).toISOString().replace('T', ' ').slice(0, 19);

function showList(mails: readonly KeptMail[], look: Look): Reply {
  const rows = mails.map((mail) => html`<tr><td>${timeOf(mail)}</td><td>${mail.to}</td><td><a href="${base}/${mail.key}">${mail.subject}</a></td></tr>`);
  const table = mails.length === 0
    ? html`<p>There is none. A mail appears here about a second after it was caused. <a href="${base}">Look again</a></p>`
    : html`<div class="table"><table><thead><tr><th scope="col">Time (UTC)</th><th scope="col">To</th><th scope="col">Subject</th></tr></thead><tbody>${rows}</tbody></table></div>`;
  return showPage({ title: 'Outbox', content: html`<h1>Outbox</h1>
<p>Development mode sends no mail: it stays here for a week. With <code>GATEHOUSE_SMTP_URL</code>, or an email provider of the tenant, it leaves.</p>${table}` }, look);
}

function showMail(mail: KeptMail, look: Look): Reply {
  const content = html`<h1>${mail.subject}</h1>
<dl><dt>From</dt><dd>${mail.from}</dd><dt>To</dt><dd>${mail.to}</dd><dt>Time (UTC)</dt><dd>${timeOf(mail)}</dd></dl>
<p><a href="${base}">All mail</a></p>
<h2>Text</h2><pre tabindex="0">${linked(mail.text)}</pre>
<h2>HTML</h2><iframe class="mail" sandbox="allow-top-navigation-by-user-activation" title="The mail as HTML" src="${base}/${mail.key}/html"></iframe>`;
  const page = showPage({ title: mail.subject, content }, look);
  return { ...page, csp: `${page.csp ?? ''}; frame-src 'self'` };
}

/** Addresses in a text become links, everything else stays text. */
const linked = (text: string): readonly (Html | string)[] => text.split(/(https?:\/\/[^\s<>"']+)/).map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : part));

const cage = "sandbox allow-top-navigation-by-user-activation; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/** Links leave the frame: where they lead may not be framed. */
function htmlPart({ html: markup }: KeptMail): Reply {
  const target = '<base target="_top">';
  const framed = /<head\b[^>]*>/i.test(markup) ? markup.replace(/<head\b[^>]*>/i, (head) => `${head}${target}`) : `${target}${markup}`;
  return { kind: 'html', status: 200, html: framed, csp: cage, headers: { 'cache-control': 'no-store' } };
}
