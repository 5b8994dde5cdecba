import { answerPrepared, notBuilt, type PreparedFiles, type PreparedTools } from '../prepared-file.ts';
import type { Endpoint, Reply } from '../reply.ts';
import type { Request } from '../request.ts';

const home = '/docs/';
const lasting = 'assets/';

/** Everything comes from this server, and nothing stands in the pages themselves. */
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
const pageHeaders = { 'content-security-policy': policy, 'x-frame-options': 'DENY' };

/**
 * The documentation: pages that were made when the program was built, each as HTML and as the Markdown that it was made of, and a list of them for programs.
 * Errors name their page here (RFC 6749 §5.2 `error_uri`). Nothing in it is a secret, so every origin may read it.
 */
export function documentationEndpoints(tools: PreparedTools): readonly Endpoint[] {
  const shape = { methods: ['GET'], cors: 'public' } as const;
  return [
    { ...shape, name: 'documentation', path: '/docs', below: true, handle: (request) => answerWith(tools, (files) => answerPage(files, request)) },
    { ...shape, name: 'documentation', path: '/llms.txt', handle: (request) => answerWith(tools, (files) => answerFile(files, 'llms.txt', request)) },
  ];
}

async function answerWith(tools: PreparedTools, answer: (files: PreparedFiles) => Promise<Reply>): Promise<Reply> {
  const files = await tools.open();
  return files === undefined ? notBuilt('documentation') : answer(files);
}

async function answerPage(files: PreparedFiles, request: Request): Promise<Reply> {
  if (request.path === '/docs') return { kind: 'redirect', to: home };
  const path = request.path.slice(home.length);
  if (isFile.test(path)) return answerFile(files, path, request);
  const page = files.find(pageNamed(path));
  if (page !== undefined) return answerPrepared(page, request, { lasting: 'while-unchanged', headers: pageHeaders });
  const other = otherSpelling(path);
  return files.find(pageNamed(other)) === undefined ? answerMissing(files) : { kind: 'redirect', to: `${home}${other}` };
}

/** What is no page but lies beside them. */
const isFile = /\.(?:md|css|js|json)$/;

/** A folder is its first page. */
const pageNamed = (path: string) => (path === '' || path.endsWith('/') ? `${path}index.html` : `${path}.html`);

/** With a slash at the end, or without it. */
const otherSpelling = (path: string) => (path.endsWith('/') ? path.slice(0, -1) : `${path}/`);

async function answerFile(files: PreparedFiles, name: string, request: Request): Promise<Reply> {
  const file = files.find(name);
  return file === undefined ? answerMissing(files) : answerPrepared(file, request, { lasting: name.startsWith(lasting) ? 'for-ever' : 'while-unchanged' });
}

/** A page that helps to find the right one. */
async function answerMissing(files: PreparedFiles): Promise<Reply> {
  const page = files.find('missing');
  return page === undefined ? notBuilt('documentation') : { kind: 'html', status: 404, csp: policy, html: (await page.read('identity')).toString() };
}
