import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { escapeMarkdown } from './markdown-text.mjs';
import { findWireCodes } from './wire-codes.mjs';

/** What the files of the catalogue are called on the index, in its order. */
const titles = {
  request: 'Requests', authorization: 'Authorization requests', 'request-object': 'Pushed and signed requests', client: 'Applications and how they authenticate', assertion: 'Signed assertions', sender: 'Tokens bound to a key',
  grant: 'Codes and tokens', waiting: 'Devices and back-channel sign-in', exchange: 'Token exchange', issuer: 'Trusted issuers', delegation: 'Delegation', format: 'Forms of tokens',
  identity: 'Sign-in and sign-up', password: 'Passwords', passwordless: 'Sign-in without a password', ticket: 'Links and codes in mails', account: 'Account pages', upstream: 'Other providers', rules: 'Rules', mail: 'Mail',
  registration: 'Dynamic registration', document: 'Client ID metadata documents', administration: 'Administration',
};
const titleOf = (name) => titles[name] ?? `${name[0].toUpperCase()}${name.slice(1).replaceAll('-', ' ')}`;

/** A page of Markdown for every reason of the catalogue, and one that lists them; made from the compiled server. */
export async function errorPages(server) {
  const compiled = join(server, 'dist/src/kernel');
  const [{ reasons }, { checks }] = await Promise.all([import(join(compiled, 'reasons/index.js')), import(join(compiled, 'checks.js'))]);
  const groups = await groupsOf(join(compiled, 'reasons'));
  const wireCodes = findWireCodes(join(server, 'src'), (code) => Object.hasOwn(reasons, code));
  const facts = { reasons, checks, wireCodes, groups };
  return [{ file: 'errors/README.md', text: renderIndex(facts) }, ...Object.keys(reasons).map((code) => ({ file: `errors/${code}.md`, text: renderReason(code, facts) }))];
}

async function groupsOf(folder) {
  const names = readdirSync(folder).filter((file) => file.endsWith('.js') && !['index.js', 'reason.js'].includes(file)).map((file) => file.slice(0, -3));
  const order = Object.keys(titles);
  const place = (name) => (order.includes(name) ? order.indexOf(name) : order.length);
  const sorted = names.sort((one, other) => place(one) - place(other) || one.localeCompare(other));
  return Promise.all(sorted.map(async (name) => ({ title: titleOf(name), codes: Object.values(await import(join(folder, `${name}.js`))).flatMap(Object.keys) })));
}

const line = (code, { reasons }) => `- [\`${code}\`](${code}.md): ${escapeMarkdown(reasons[code].explain)}`;

const renderIndex = ({ groups, ...facts }) => `# Errors by reason

Every refusal of this server has a reason: a stable code such as \`pkce.verifier_wrong\`. It stands in the log, in the decision record of the request, on the error page of a tenant in development, and in \`error_uri\` of the answer, which leads to its page here.

The OAuth error of an answer (\`invalid_grant\`) says what kind of thing went wrong, in the words of the specifications; the reason says which one. Programs decide by the error; people look for the reason.

${groups.map(({ title, codes }) => `## ${title}\n\n${codes.map((code) => line(code, facts)).join('\n')}\n`).join('\n')}`;

function renderReason(code, facts) {
  const { explain, fix, check } = facts.reasons[code];
  const { section, holds } = facts.checks[check];
  const codes = [...facts.wireCodes.get(code) ?? []].sort();
  const related = Object.keys(facts.reasons).filter((other) => other !== code && facts.reasons[other].check === check);
  const group = facts.groups.find(({ codes: all }) => all.includes(code));
  return `# \`${code}\`

${escapeMarkdown(explain)}

## How to fix it

${fix.map((one) => `- ${escapeMarkdown(one)}`).join('\n')}

## Where it comes from

| | |
|---|---|
| The rule | ${escapeMarkdown(holds)} ${section} |
| Its check in the decision record | \`${check}\` |
${codes.length === 0 ? '' : `| Error in the answer | ${codes.map((one) => `\`${one}\``).join(', ')} |\n`}| Part of | [${group.title}](README.md#${anchorOf(group.title)}) |

The [log](/dashboard/logs?q=reason:${code}) lists the requests that ended so, with what was received and what was expected.
${related.length === 0 ? '' : `\n## Other reasons of this check\n\n${related.map((other) => line(other, facts)).join('\n')}\n`}`;
}

const anchorOf = (title) => title.toLowerCase().replaceAll(' ', '-');
