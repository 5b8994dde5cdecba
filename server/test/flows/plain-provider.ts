import { createServer } from 'node:http';

/** A provider of plain OAuth 2.0 that answers whatever a test wants. Its addresses are `/authorize`, `/token`, and what the test lays down. */
export interface PlainDouble {
  readonly origin: string;
  /** The answer of the token endpoint, and its status. */
  token: { readonly status: number; readonly body: unknown };
  /** What is answered to a GET, by path; a number is a status without content. It is asked for with the right token, or 401. */
  answers: Readonly<Record<string, unknown>>;
  /** The forms that came to the token endpoint, and their Authorization headers. */
  readonly redeemed: { readonly form: URLSearchParams; readonly authorization: string | undefined }[];
  /** The paths that were asked for. */
  readonly asked: string[];
  stop(): void;
}

export const plainToken = 'plain-access-token-0123456789';

/** Starts one on loopback. */
export async function startPlainDouble(): Promise<PlainDouble> {
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) => response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    let body = '';
    request.on('data', (piece) => { body += String(piece); }).on('end', () => {
      const path = (request.url ?? '').split('?')[0] ?? '';
      if (path === '/token') {
        double.redeemed.push({ form: new URLSearchParams(body), authorization: request.headers.authorization });
        answer(double.token.status, double.token.body);
        return;
      }
      double.asked.push(path);
      const content = request.headers.authorization === `Bearer ${plainToken}` ? double.answers[path] ?? 404 : 401;
      if (typeof content === 'number') response.writeHead(content).end();
      else answer(200, content);
    });
  });
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve); });
  const address = server.address();
  const double: PlainDouble = {
    origin: `http://localhost:${typeof address === 'object' && address !== null ? address.port : 0}`, token: { status: 200, body: { access_token: plainToken, token_type: 'bearer', scope: 'all' } }, answers: {}, redeemed: [], asked: [],
    stop: () => { server.closeAllConnections(); server.close(); },
  };
  return double;
}
