import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';

/** The least that a token endpoint on node:http can do: read a form, answer JSON. GET says hello. */
const server = createServer((request, response) => {
  if (request.method === 'GET') answer(response, 'text/plain', 'hello');
  else readForm(request, (fields) => answer(response, 'application/json; charset=utf-8', JSON.stringify({ access_token: fields.get('client_id'), token_type: 'Bearer', expires_in: 86_400, scope: fields.get('grant_type') })));
});

function readForm(request: IncomingMessage, done: (fields: ReadonlyMap<string, string>) => void): void {
  let body = '';
  request.setEncoding('latin1');
  request.on('data', (chunk: string) => { body += chunk; });
  request.on('end', () => done(parseForm(body)));
}

function parseForm(body: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  for (const pair of body.split('&')) {
    const at = pair.indexOf('=');
    fields.set(decode(pair.slice(0, at)), decode(pair.slice(at + 1)));
  }
  return fields;
}

const decode = (text: string) => (/[%+]/.test(text) ? decodeURIComponent(text.replaceAll('+', ' ')) : text);

function answer(response: ServerResponse, type: string, body: string): void {
  response.writeHead(200, { 'Content-Type': type, 'Content-Length': body.length, 'Cache-Control': 'no-store' });
  response.end(body);
}

server.listen(Number(process.argv[2]), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
