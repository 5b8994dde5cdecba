import { hash } from 'node:crypto';
import type { Endpoint, Reply } from '../reply.ts';
import { answerPageScript } from './answer-page-script.ts';

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const escapeText = (text: string) => text.replace(/[&<>"]/g, (character) => escapes[character] ?? '');
const csp = `default-src 'none'; script-src 'sha256-${hash('sha256', answerPageScript, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/**
 * The redirect_uri of the applications of the playground: whatever the server answered, in the address or in a form (OAuth Form Post §2), is handed to the window of the
 * dashboard that opened this one, and to no other origin. Nothing is kept, and nothing is decided here.
 */
export const playgroundAnswerEndpoint = (): Endpoint => ({
  name: 'playground-answer', path: '/playground/answer', methods: ['GET', 'POST'], cors: 'none',
  handle({ method, body }) {
    const form = method === 'POST' && body.kind === 'form' ? ` data-form="${escapeText(body.text)}"` : '';
    return {
      kind: 'html', status: 200, csp, headers: { 'cache-control': 'no-store' },
      html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Back at the playground</title></head><body${form}><main><h1>Back at the playground</h1><p>The answer was handed to the window that opened this one. You can close it.</p></main><script>${answerPageScript}</script></body></html>`,
    };
  },
});

/** The flows of the playground, for whoever runs them: a document without secrets, the same for every tenant. */
export const playgroundFlowsEndpoint = (flows: object): Endpoint => {
  let document: Reply | undefined;
  return { name: 'playground-flows', path: '/playground/flows.json', methods: ['GET'], cors: 'public', handle: () => document ??= documentOf(flows) };
};

function documentOf(flows: object): Reply {
  const body = Buffer.from(JSON.stringify(flows));
  return { kind: 'document', mediaType: 'application/json; charset=utf-8', body, etag: `"${hash('sha256', body, 'base64url').slice(0, 22)}"`, maxAge: 0 };
}
