import { escapeHtml } from './markdown-text.mjs';
import { addressOf, isIndex } from './site-map.mjs';

/** From so many headings on a page lists them beside itself. */
const worthList = 3;

/**
 * A whole page. `page`: `{ file, title, description, html, headings }`; `site`: `{ groups, pageOf, assets, version }`; `around`: what comes before and after it, where there is such.
 */
export function renderPage(page, site, around = {}) {
  const group = site.groups.find(({ files }) => files.includes(page.file));
  return documentOf({
    title: page.file === 'README.md' ? page.title : `${page.title} – Gatehouse`, description: page.description, site, current: page.file,
    head: `<link rel="alternate" type="text/markdown" href="/docs/${page.file}">`,
    main: `${pathTo(page, group)}<article>${page.html}</article>${neighbours(around)}<p class="below"><a href="/docs/${page.file}">This page as Markdown</a></p>`,
    beside: contents(page),
  });
}

/** The page for addresses at which nothing is, and the one that lists everything; `main` is its HTML. */
export const renderPlainPage = ({ title, main }, site) => documentOf({ title: `${title} – Gatehouse`, description: title, site, current: undefined, head: '', main, beside: '' });

/** The list of all pages: what a search finds without a script. */
export const renderEverything = (site) => `<h1>All pages</h1>${site.groups.map(({ title, files }) => `<h2>${escapeHtml(title)}</h2><ul class="all">${files.map((file) => `<li>${linkTo(site.pageOf(file))}</li>`).join('')}</ul>`).join('')}`;

export const notFound = `<h1>There is no such page</h1><p>The address is wrong, or the page has another name by now. The search above knows every page; <a href="/docs/all">all pages</a> are listed too.</p>
<p>Errors stand under the reason of the answer, as in <a href="/docs/errors/pkce.verifier_wrong"><code>/docs/errors/pkce.verifier_wrong</code></a>: <a href="/docs/errors/">errors by reason</a>.</p><p><a href="/docs/">Go to the first page</a></p>`;

const linkTo = ({ file, title }, current) => `<a href="${addressOf(file)}"${file === current ? ' aria-current="page"' : ''}>${escapeHtml(title)}</a>`;

function documentOf({ title, description, site, current, head, main, beside }) {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title><meta name="description" content="${escapeHtml(description.slice(0, 300))}">
<link rel="icon" href="/assets/icon.svg" type="image/svg+xml"><link rel="stylesheet" href="${site.assets.style}"><script src="${site.assets.script}" defer></script>${head}</head>
<body><a class="skip" href="#content">Skip to the content</a>
<header class="top"><a class="home" href="/docs/"><span class="mark" aria-hidden="true">G</span><b>Gatehouse</b> <span class="muted">docs</span></a>
<form class="search" role="search" action="/docs/all"><input type="search" name="q" placeholder="Search" aria-label="Search the documentation" autocomplete="off" spellcheck="false"></form>
<a class="to-menu" href="#menu">Menu</a><a class="to-dashboard" href="/dashboard/">Dashboard</a></header>
<div class="columns"><main id="content" tabindex="-1">${main}</main>${beside}
<nav class="menu" id="menu" aria-label="Documentation">${site.groups.map((group) => menuOf(group, site, current)).join('')}</nav></div>
<footer class="end">Gatehouse ${escapeHtml(site.version)}. Served by this installation; nothing is loaded from elsewhere.</footer></body></html>
`;
}

/** A folded group shows its first page alone, unless one is in it. */
function menuOf({ title, files, folded }, site, current) {
  const shown = folded ? files.filter(isIndex) : files;
  return `<section><h2>${escapeHtml(title)}</h2><ul>${shown.map((file) => `<li>${linkTo(site.pageOf(file), current)}</li>`).join('')}</ul></section>`;
}

/** Where one is, for pages that the navigation does not show. */
function pathTo({ file }, group) {
  const first = group.files[0];
  return group.folded && file !== first ? `<p class="path"><a href="${addressOf(first)}">${escapeHtml(group.title)}</a></p>` : '';
}

function contents({ headings }) {
  const listed = headings.filter(({ depth }) => depth === 2);
  if (listed.length < worthList) return '';
  return `<nav class="contents" aria-label="On this page"><h2>On this page</h2><ul>${listed.map(({ words, id }) => `<li><a href="#${id}">${escapeHtml(words)}</a></li>`).join('')}</ul></nav>`;
}

function neighbours({ before, after }) {
  if (before === undefined && after === undefined) return '';
  const side = (page, label, rel) => (page === undefined ? '<span></span>' : `<a rel="${rel}" href="${addressOf(page.file)}"><span class="muted">${label}</span> ${escapeHtml(page.title)}</a>`);
  return `<nav class="around" aria-label="Before and after">${side(before, 'Previous', 'prev')}${side(after, 'Next', 'next')}</nav>`;
}
