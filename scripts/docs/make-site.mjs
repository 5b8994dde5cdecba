// Makes one packed file of docs/ and of the catalogue of reasons: what the server answers below /docs/. Run by the pinned Node after the compiler; `npm run build` does so where that is needed.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packFiles } from '../setup/pack-files.mjs';
import { root } from '../setup/root.mjs';
import { errorPages } from './error-pages.mjs';
import { escapeMarkdown } from './markdown-text.mjs';
import { notFound, renderEverything, renderPage, renderPlainPage } from './render-page.mjs';
import { renderMarkdown } from './render-markdown.mjs';
import { addressOf, isIndex, nameOf, readGroups, readPages } from './site-map.mjs';

const sources = [...readPages(join(root, 'docs')), ...await errorPages(join(root, 'server'))];
const groups = readGroups(join(root, 'docs'), sources.map(({ file }) => file));
const known = new Set(sources.map(({ file }) => file));
const addressOfKnown = (file) => (known.has(file) ? addressOf(file) : undefined);
const rendered = new Map(sources.map((source) => [source.file, { ...source, ...renderMarkdown(source, addressOfKnown) }]));
for (const group of groups) addIndex(group);
const pages = groups.flatMap(({ files }) => files.map((file) => rendered.get(file)));

/** A folder without a first page of its own gets a list of what is in it. */
function addIndex(group) {
  const { title, folder, files } = group;
  if (folder === undefined || folder === '.' || files.some(isIndex)) return;
  const file = `${folder}/README.md`;
  const lines = files.map((one) => rendered.get(one)).map((page) => `- [${escapeMarkdown(page.title)}](${page.file.slice(folder.length + 1)}): ${escapeMarkdown(page.description)}`);
  const text = `# ${title}\n\n${lines.join('\n')}\n`;
  known.add(file);
  rendered.set(file, { file, text, ...renderMarkdown({ file, text }, addressOfKnown), description: `${title}: all pages.` });
  group.files = [file, ...files];
}

const files = new Map();
const versioned = (name, body) => {
  const path = `assets/${name.replace('.', `-${createHash('sha256').update(body).digest('base64url').replace(/[^A-Za-z0-9]/g, '').slice(0, 8)}.`)}`;
  files.set(path, body);
  return `/docs/${path}`;
};
const asset = (name) => readFileSync(join(import.meta.dirname, 'assets', name), 'utf8');
/** What the search knows of a page: address, title, group and words. The headings of all reasons are the same. */
function entryOf({ file, title, description, headings }) {
  const group = groups.find((one) => one.files.includes(file));
  const listed = group.folder === 'errors' ? [] : headings.filter(({ depth }) => depth === 2).map(({ words }) => words);
  return [addressOf(file), title, group.title, [description, ...listed].join(' · ')];
}
const site = {
  groups, pageOf: (file) => rendered.get(file), version: JSON.parse(readFileSync(join(root, 'server/package.json'), 'utf8')).version,
  assets: {
    style: versioned('site.css', `${readFileSync(join(root, 'dashboard/src/look/tokens.css'), 'utf8')}${asset('site.css')}`), script: versioned('site.js', asset('site.js')),
  },
};

/** What is read one after the other: everything that the navigation shows, and a folded group in itself; the errors are looked up and not read. */
const rows = [groups.filter(({ folded }) => !folded).flatMap((group) => group.files), ...groups.filter(({ folded, folder }) => folded && folder !== 'errors').map((group) => group.files)];
function around({ file }) {
  const row = rows.find((one) => one.includes(file)) ?? [];
  const at = row.indexOf(file);
  return { before: rendered.get(row[at - 1]), after: rendered.get(at === -1 ? undefined : row[at + 1]) };
}

for (const page of pages) {
  files.set(`${nameOf(page.file)}.html`, renderPage(page, site, around(page)));
  files.set(page.file, page.text);
}
// The search of the dashboard reads it too: it has no hash in its name.
files.set('index.json', JSON.stringify(pages.map(entryOf)));
files.set('all.html', renderPlainPage({ title: 'All pages', main: renderEverything(site) }, site));
files.set('missing', renderPlainPage({ title: 'There is no such page', main: notFound }, site));
files.set('llms.txt', `# Gatehouse

> A self-hostable OAuth 2.0 and OpenID Connect authorization server. Every page of its documentation is there as Markdown; the OpenAPI document of the Management API is at /api/v2/openapi.json, discovery at /.well-known/openid-configuration.

${groups.map(({ title, files: listed, folded }) => `## ${title}\n\n${listed.filter((file) => !folded || isIndex(file)).map((file) => rendered.get(file)).map((page) => `- [${page.title}](/docs/${page.file}): ${page.description}`).join('\n')}\n`).join('\n')}`);

const packed = packFiles('docs', files);
process.stdout.write(`${pages.length} pages, ${packed.bytes} bytes\n`);
