import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { packedFiles } from '../../src/compose/packed-files.ts';
import type { PreparedFiles } from '../../src/endpoints/prepared-file.ts';
import { fromRoot, loadScript, root } from '../house/repository.ts';

const unescaped = (value: string) => value.replaceAll('&amp;', '&').replaceAll('&#39;', "'").replaceAll('&quot;', '"');

describe('The pages of the documentation', () => {
  const pages = new Map<string, string>();
  let files: PreparedFiles;
  const read = async (name: string) => ((await files.find(name)?.read('identity')) ?? assert.fail(`${name} is not packed`)).toString();
  const nameOf = (path: string) => (path === '' || path.endsWith('/') ? `${path}index.html` : `${path}.html`);
  before(async () => {
    files = await packedFiles('docs').open() ?? assert.fail('The documentation is not built: npm run build');
    const waiting = ['', 'all', 'errors/', 'decisions/'];
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (pages.has(path) || files.find(nameOf(path)) === undefined) continue;
      const html = await read(nameOf(path));
      pages.set(path, html);
      waiting.push(...hrefs(html).filter((href) => href.startsWith('/docs/')).map((href) => href.slice('/docs/'.length).replace(/#.*$/, '')));
    }
  });
  const hrefs = (html: string) => [...html.matchAll(/ href="([^"]*)"/g)].map(([, href]) => unescaped(href ?? ''));

  test('lead to pages and headings that exist, and every page is reached', () => {
    const ids = new Map([...pages].map(([path, html]) => [path, new Set([...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id))]));
    const broken = [...pages].flatMap(([path, html]) => hrefs(html).flatMap((href) => {
      if (/^(?:https?:|mailto:|\/dashboard\/|\/assets\/)/.test(href)) return [];
      if (!href.startsWith('/docs/') && !href.startsWith('#')) return [`${path} → ${href}`];
      const [target = '', anchor] = href.startsWith('#') ? [path, href.slice(1)] : href.slice('/docs/'.length).split('#');
      const there = files.find(nameOf(target)) !== undefined || (/\.(?:md|css|js)$/.test(target) && files.find(target) !== undefined);
      return there && (anchor === undefined || ids.get(target)?.has(anchor) === true) ? [] : [`${path} → ${href}`];
    }));
    assert.deepEqual(broken, []);
    assert.ok(pages.size > 400, `${pages.size} pages`);
    const written = readdirSync(fromRoot('docs'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => file.replace(/(?:^|(?<=\/))README\.md$/, '').replace(/\.md$/, ''));
    assert.deepEqual(written.filter((path) => !pages.has(path)), []);
  });

  test('have one title each, and no anchor twice', () => {
    for (const [path, html] of pages) {
      assert.equal([...html.matchAll(/<h1[ >]/g)].length, 1, path);
      const ids = [...html.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      assert.equal(new Set(ids).size, ids.length, path);
    }
  });

  test('are there where the dashboard leads to them', () => {
    const sources = readdirSync(fromRoot('dashboard/src'), { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file)).map((file) => readFileSync(fromRoot(`dashboard/src/${file}`), 'utf8'));
    const named = sources.flatMap((text) => [...text.matchAll(/docs=\{\['([^'#]+)(?:#([^']+))?'/g), ...text.matchAll(/="\/docs\/([^"#]*)(?:#([^"]+))?"/g)].map(([, path = '', anchor]) => [path, anchor] as const));
    assert.ok(named.length > 4, `${named.length} links`);
    for (const [path, anchor] of named) assert.ok(anchor === undefined ? pages.has(path) : pages.get(path)?.includes(` id="${anchor}"`), `${path}#${anchor ?? ''}`);
  });

  test('are all found by the search, and navigation.json names none that is not there', async () => {
    const found = new Set((JSON.parse(await read('index.json')) as readonly (readonly [string])[]).map(([address]) => address.slice('/docs/'.length)));
    assert.deepEqual([...pages.keys()].filter((path) => path !== 'all' && !found.has(path)), []);
    const plan = JSON.parse(readFileSync(fromRoot('docs/navigation.json'), 'utf8')) as readonly { readonly pages?: readonly string[] }[];
    assert.deepEqual(plan.flatMap(({ pages: named = [] }) => named).filter((file) => !existsSync(fromRoot(`docs/${file}`))), []);
  });
});

test('Every link in the Markdown of the repository leads to a file and a heading that exist', async () => {
  const { slugger } = await loadScript<{ readonly slugger: () => (words: string) => string }>('docs/slug.mjs');
  const markdown = readdirSync(root, { withFileTypes: true }).filter(({ name }) => name.endsWith('.md')).map(({ name }) => name)
    .concat(['docs', 'server/src', 'server/test', 'dashboard/src', 'scripts'].flatMap((folder) => readdirSync(fromRoot(folder), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.md')).map((file) => `${folder}/${file}`)));
  /** Code is no link, and a line that begins with # in it no heading. */
  const textOf = (file: string) => readFileSync(file, 'utf8').replace(/^```[\s\S]*?^```/gm, '');
  const anchorsOf = (file: string) => {
    const slugOf = slugger();
    return new Set([...textOf(file).matchAll(/^#{1,6} (.+)$/gm)].map(([, words = '']) => slugOf(words.replace(/[`*]|\]\([^)]*\)|\[/g, ''))));
  };
  const broken = markdown.flatMap((file) => [...textOf(fromRoot(file)).replace(/`[^`\n]*`/g, '').matchAll(/\]\(([^)\s]+)\)/g)].map(([, href = '']) => href).filter((href) => !/^(?:[a-z]+:|\/)/.test(href)).flatMap((href) => {
    const [path = '', anchor] = href.split('#');
    const target = path === '' ? fromRoot(file) : join(root, dirname(file), path);
    // Pages of reasons are made when the program is built.
    if (/^docs\/errors\//.test(join(dirname(file), path))) return [];
    return existsSync(target) && (anchor === undefined || (statSync(target).isFile() && anchorsOf(target).has(anchor))) ? [] : [`${file} → ${href}`];
  }));
  assert.ok(markdown.length > 50, `${markdown.length} files`);
  assert.deepEqual(broken, []);
});
