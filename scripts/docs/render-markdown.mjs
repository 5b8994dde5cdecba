import { posix } from 'node:path';
import { Marked } from 'marked';
import { escapeHtml, wordsOf } from './markdown-text.mjs';
import { slugger } from './slug.mjs';

const blank = (cell) => cell.text.trim() === '';

/**
 * A page of Markdown as HTML. `addressOf(file)` answers the address of another page of docs/, and `undefined` where there is none.
 * Answers `{ html, headings, title, description }`; headings are `{ depth, words, id }`.
 */
export function renderMarkdown({ file, text }, addressOf) {
  const slugOf = slugger();
  const headings = [];
  const marked = new Marked({ gfm: true });
  // An address in a sentence is an example, and leads nowhere.
  marked.use({ tokenizer: { url() { return undefined; } }, renderer: rendererOf({ slugOf, headings, hrefOf: (href) => resolveLink(file, href, addressOf), pageOf: (words) => pageNamed(words, addressOf) }) });
  const tokens = marked.lexer(text);
  const title = tokens.find(({ type, depth }) => type === 'heading' && depth === 1);
  const lead = tokens.find(({ type }) => type === 'paragraph');
  if (title === undefined) throw new Error(`docs/${file} has no title: its first line must be a heading with one #.`);
  return { html: marked.parser(tokens), headings, title: wordsOf(title), description: lead === undefined ? '' : wordsOf(lead).replace(/\s+/g, ' ').trim() };
}

/** A link of one page to another as an address of the site; every other one stays what it is. */
function resolveLink(file, href, addressOf) {
  if (/^(?:[a-z][a-z0-9+.-]*:|\/|#)/i.test(href)) return href;
  const [path, anchor] = href.split('#');
  const address = addressOf(posix.join(posix.dirname(file), path));
  return address === undefined ? href : `${address}${anchor === undefined ? '' : `#${anchor}`}`;
}

/** What stands as code and is the name of a page: `docs/mail.md`, or a reason of the catalogue. */
function pageNamed(words, addressOf) {
  if (/^docs\/[\w./-]+\.md$/.test(words)) return addressOf(words.slice('docs/'.length));
  return /^[a-z_]+\.[a-z0-9_]+$/.test(words) ? addressOf(`errors/${words}.md`) : undefined;
}

/** How each piece is written. Pieces that can be wider than the window scroll by themselves, also by keyboard. */
function rendererOf({ slugOf, headings, hrefOf, pageOf }) {
  /** Inside a link, and in a heading, code leads nowhere. */
  let linked = false;
  return {
    heading({ tokens, depth }) {
      const words = tokens.map(wordsOf).join('');
      const id = slugOf(words);
      headings.push({ depth, words, id });
      linked = true;
      const inner = this.parser.parseInline(tokens);
      linked = false;
      const anchor = depth === 1 ? '' : ` <a class="anchor" href="#${id}" aria-label="Link to: ${escapeHtml(words)}">#</a>`;
      return `<h${depth} id="${id}">${inner}${anchor}</h${depth}>\n`;
    },
    link({ href, tokens }) {
      linked = true;
      const inner = this.parser.parseInline(tokens);
      linked = false;
      const outside = /^https?:/.test(href) ? ' rel="noopener"' : '';
      return `<a href="${escapeHtml(hrefOf(href))}"${outside}>${inner}</a>`;
    },
    codespan({ text }) {
      const code = `<code>${escapeHtml(text)}</code>`;
      const address = linked ? undefined : pageOf(text);
      return address === undefined ? code : `<a href="${address}">${code}</a>`;
    },
    code({ text, lang }) {
      const language = (lang ?? '').split(/\s/)[0];
      return `<div class="code"><pre tabindex="0"${language === '' ? '' : ` data-language="${escapeHtml(language)}"`}><code>${escapeHtml(text)}\n</code></pre></div>\n`;
    },
    table(token) { return tableOf(token, (tokens) => this.parser.parseInline(tokens)); },
    // Markdown is all that pages need; a line break in a cell has no other spelling.
    html({ text }) { return /^<br ?\/?>$/.test(text.trim()) ? '<br>' : escapeHtml(text); },
    image() { throw new Error('A page has a picture: the site has no place for pictures.'); },
  };
}

/** A table whose head is empty has none: Markdown can not leave it out. */
function tableOf({ header, rows }, inline) {
  const head = header.every(blank) ? '' : `<thead><tr>${header.map(({ tokens }) => `<th scope="col">${inline(tokens)}</th>`).join('')}</tr></thead>`;
  const row = (cells) => `<tr>${cells.map(({ tokens }) => `<td>${inline(tokens)}</td>`).join('')}</tr>`;
  return `<div class="table" tabindex="0"><table>${head}<tbody>${rows.map(row).join('\n')}</tbody></table></div>\n`;
}
