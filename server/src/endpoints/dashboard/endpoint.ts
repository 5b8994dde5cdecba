import { randomBytes } from 'node:crypto';
import { answerPrepared, notBuilt, type PreparedTools } from '../prepared-file.ts';
import type { Endpoint } from '../reply.ts';
import { mailFrame } from './mail-frame.ts';
import { renderShell } from './render-shell.ts';

const home = '/dashboard/';
const files = `${home}assets/`;
const frame = `${home}mail-frame`;

/** The built dashboard, and whether this is a server of development. */
export interface DashboardTools extends PreparedTools { readonly development: boolean }

/**
 * The dashboard: files, and one page for every other address, which decides itself what it shows.
 * It is a client of the Management API like any other; nothing here knows who asks.
 */
export function dashboardEndpoint(tools: DashboardTools): Endpoint {
  return {
    name: 'dashboard', path: '/dashboard', below: true, methods: ['GET'], cors: 'none',
    async handle(request) {
      if (request.path === frame) return mailFrame;
      // The page asks for its files beside it: it must stand at the address with the slash.
      if (request.path === '/dashboard') return { kind: 'redirect', to: request.query === '' ? home : `${home}?${request.query}` };
      const built = await tools.open();
      const shell = built?.find('index.html');
      if (built === undefined || shell === undefined) return notBuilt('dashboard');
      if (request.path.startsWith(files)) {
        const file = built.find(request.path.slice(home.length));
        if (file === undefined) return { kind: 'json', status: 404, body: { error: 'not_found', error_description: 'The dashboard has no such file. After an update, load the page again.' } };
        return answerPrepared(file, request, { lasting: 'for-ever' });
      }
      const nonce = randomBytes(16).toString('base64url');
      return { kind: 'html', status: 200, html: renderShell((await shell.read('identity')).toString(), { nonce, tenant: request.tenant, development: tools.development }), csp: policyOf(nonce) };
    },
  };
}

/** The styles that the components bring are allowed by the nonce of this answer; a script comes from a file of ours or not at all. */
const policyOf = (nonce: string) =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; connect-src 'self'; frame-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'`;
