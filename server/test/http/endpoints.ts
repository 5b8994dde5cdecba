import type { Endpoint, Reply } from '../../src/endpoints/reply.ts';
import type { Request } from '../../src/endpoints/request.ts';
import { frameOf } from '../../src/endpoints/error-page/render-refusal.ts';

/** What an endpoint saw, as its answer. */
function echo(request: Request): Reply {
  const { id, tenant, method, path, query, body, address, userAgent, headers } = request;
  return { kind: 'json', status: 200, body: { id, issuer: tenant.issuer, method, path, query, body, address, userAgent, session: request.cookie('session'), browser: request.cookie('browser'), proto: Object.getPrototypeOf(headers) === Object.prototype } };
}

/** The storage can't be reached. */
class StorageUnavailable extends Error { override readonly name = 'StorageUnavailable'; }
const failure = (error: Error) => () => { throw error; };
const document = Buffer.from('{"issuer":"https://auth.example/"}');

/** Endpoints of every manner: they do nothing but show what reached them, and answer with each kind of reply. */
export const testEndpoints: readonly Endpoint[] = [
  { name: 'token', path: '/oauth/token', aliases: ['/oauth2/token'], methods: ['POST'], cors: 'applications', handle: echo },
  { name: 'userinfo', path: '/userinfo', methods: ['GET', 'POST'], cors: 'applications', handle: echo },
  { name: 'revocation', path: '/oauth/revoke', methods: ['POST'], cors: 'applications', handle: () => ({ kind: 'empty', status: 200 }) },
  { name: 'introspection', path: '/oauth2/introspect', methods: ['POST'], cors: 'none', handle: echo },
  { name: 'metadata', path: '/.well-known/openid-configuration', methods: ['GET'], cors: 'public', handle: () => ({ kind: 'document', mediaType: 'application/json; charset=utf-8', body: document, etag: '"abc"', maxAge: 300 }) },
  { name: 'authorize', path: '/authorize', methods: ['GET', 'POST'], cors: 'none', handle: ({ query, body }) => ({ kind: 'redirect', to: `https://rp.example/cb?q=${encodeURIComponent(query)}${body.kind === 'none' ? '' : '&posted'}` }) },
  {
    name: 'login', path: '/u/login', methods: ['GET', 'POST'], cors: 'none',
    handle: (request) => ({
      kind: 'page', status: 200, cookies: [{ name: 'browser', value: 'b'.repeat(43), maxAge: 100 }, { name: 'session', value: 's'.repeat(44) }, { name: 'language', value: undefined }, { name: 'browser_state', value: 'o'.repeat(43) }],
      page: { name: 'login', frame: frameOf(request), client: { name: 'Pied Piper', logoUri: undefined, policyUri: undefined, tosUri: undefined, homeUri: undefined }, form: { state: 's', csrf: 'c' }, username: '', signupOpen: false, passwordOpen: true, codeOpen: false, upstream: [], problem: undefined, reauthenticate: false },
    }),
  },
  { name: 'message', path: '/message', methods: ['GET'], cors: 'none', handle: (request) => ({ kind: 'page', status: 200, page: { name: 'web-message', frame: frameOf(request), targetOrigin: 'https://spa.example', fields: { code: 'x', state: '"><script>alert(1)</script>' } } }) },
  { name: 'logging-out', path: '/logging-out', methods: ['GET'], cors: 'none', handle: (request) => ({ kind: 'page', status: 200, page: { name: 'logging-out', frame: frameOf(request), client: undefined, frames: ['https://a.example/out?sid=1', 'https://b.example:8443/', 'https://a.example/other'], to: 'https://rp.example/bye' } }) },
  { name: 'post', path: '/form-post', methods: ['GET'], cors: 'none', handle: (request) => ({ kind: 'page', status: 200, page: { name: 'form-post', frame: frameOf(request), action: 'https://rp.example/cb', fields: { code: 'x' } } }) },
  { name: 'samples', path: '/samples/', methods: ['GET'], cors: 'none', handle: () => ({ kind: 'html', status: 200, html: '<!doctype html><title>x</title>' }) },
  { name: 'bug', path: '/bug', methods: ['GET', 'POST'], cors: 'none', handle: failure(new Error('secret-detail of a bug')) },
  { name: 'late-bug', path: '/late-bug', methods: ['GET'], cors: 'none', handle: async () => { await Promise.resolve(); throw new TypeError('secret-detail of a late bug'); } },
  { name: 'outage', path: '/outage', methods: ['GET', 'POST'], cors: 'none', handle: failure(new StorageUnavailable('secret-detail of an outage')) },
  { name: 'bad-header', path: '/bad-header', methods: ['GET'], cors: 'none', handle: () => ({ kind: 'redirect', to: 'https://rp.example/\r\nset-cookie: a=b' }) },
];
