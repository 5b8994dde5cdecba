import { hash } from 'node:crypto';
import type { Endpoint, Reply } from '../reply.ts';
import { sessionFrameScript } from './script.ts';

/** OIDC Session Management §3.2: the page that applications load in a hidden frame and ask by postMessage. Any origin may frame it; it shows nothing and tells one word. */
export const sessionFrameEndpoint = (): Endpoint => {
  const reply: Reply = {
    kind: 'html', status: 200,
    html: `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Session</title></head><body><script>${sessionFrameScript}</script></body></html>`,
    csp: `default-src 'none'; script-src 'sha256-${hash('sha256', sessionFrameScript, 'base64')}'; base-uri 'none'; form-action 'none'; frame-ancestors *`,
    headers: { 'cross-origin-resource-policy': 'cross-origin' },
  };
  return { name: 'session-frame', path: '/check_session', methods: ['GET'], cors: 'none', handle: () => reply };
};
