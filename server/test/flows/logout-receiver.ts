import { EventEmitter, once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { startPlain, type Listener } from '../outbound/listeners.ts';

/** What an application got at its back-channel logout address. */
export interface Received { readonly path: string; readonly contentType: string | undefined; readonly token: string; readonly claims: Readonly<Record<string, unknown>>; readonly header: Readonly<Record<string, unknown>> }

/** The back-channel logout address of applications, as a real HTTP server: one path for each application. */
export interface LogoutReceiver extends Listener {
  readonly received: readonly Received[];
  /** How it answers from now on, at one path. */
  answer(path: string, how: (response: ServerResponse) => void): void;
  /** Waits until `count` tokens came to a path, and gives them. */
  tokensAt(path: string, count: number): Promise<readonly Received[]>;
}

/** A part as JSON; nothing where it is encrypted. */
function part(jwt: string, index: number): Record<string, unknown> {
  if (index > 0 && jwt.split('.').length !== 3) return {};
  return JSON.parse(Buffer.from(jwt.split('.')[index] ?? '', 'base64url').toString()) as Record<string, unknown>;
}

/** Starts it; every token is taken with 200 where nothing else was said. */
export async function startLogoutReceiver(): Promise<LogoutReceiver> {
  const received: Received[] = [];
  const arrivals = new EventEmitter().setMaxListeners(0);
  const answers = new Map<string, (response: ServerResponse) => void>();
  const listener = await startPlain((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (bytes: Buffer) => parts.push(bytes)).on('end', () => {
      const path = request.url ?? '';
      const token = new URLSearchParams(Buffer.concat(parts).toString()).get('logout_token') ?? '';
      if (token !== '') received.push({ path, contentType: request.headers['content-type'], token, claims: part(token, 1), header: part(token, 0) });
      arrivals.emit('token');
      (answers.get(path) ?? ((plain) => { plain.end(); }))(response);
    });
  });
  return {
    ...listener, received,
    answer: (path, how) => { answers.set(path, how); },
    async tokensAt(path, count) {
      const here = () => received.filter((one) => one.path === path);
      while (here().length < count) await once(arrivals, 'token');
      return here();
    },
  };
}
