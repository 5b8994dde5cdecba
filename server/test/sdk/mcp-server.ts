import type { IncomingMessage, ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createRemoteJWKSet, jwtVerify, type JWTPayload } from 'jose';
import { startPlain } from '../outbound/listeners.ts';

/** A small MCP server behind tokens, as its developer would write it with the SDK; it knows nothing but the issuer and its own address. */
export interface ProtectedMcp { readonly url: string; readonly callers: readonly JWTPayload[]; stop(): Promise<void> }

export interface McpOptions {
  readonly issuer: string;
  /** What it serves about itself, made of its URL. */
  readonly metadata: (url: string) => object;
  /** It names the address of its metadata in the challenge; else the client has to look at the well-known places. */
  readonly challenge: boolean;
}

const metadataPath = '/.well-known/oauth-protected-resource/mcp';

/** Listens on loopback. */
export async function startMcpServer({ issuer, metadata, challenge }: McpOptions): Promise<ProtectedMcp> {
  const keys = createRemoteJWKSet(new URL(`${issuer}.well-known/jwks.json`));
  const callers: JWTPayload[] = [];
  let url = '';
  const serve = async (request: IncomingMessage, response: ServerResponse) => {
    if (request.url === metadataPath) { response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(metadata(url))); return; }
    if (request.url !== '/mcp') { response.writeHead(404).end(); return; }
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    const verified = token === undefined ? undefined : await jwtVerify(token, keys, { issuer, audience: url }).catch(() => undefined);
    if (verified === undefined) {
      response.writeHead(401, { 'www-authenticate': challenge ? `Bearer resource_metadata="${new URL(metadataPath, url).href}"` : 'Bearer' }).end();
      return;
    }
    callers.push(verified.payload);
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
    await toolsFor(verified.payload).connect(transport);
    await transport.handleRequest(request, response);
  };
  const listener = await startPlain((request, response) => { void serve(request, response); });
  url = `http://localhost:${listener.port}/mcp`;
  return { url, callers, stop: () => listener.stop() };
}

function toolsFor({ sub }: JWTPayload): McpServer {
  const server = new McpServer({ name: 'appointments', version: '1.0.0' });
  server.registerTool('whoami', { description: 'Who is calling' }, () => ({ content: [{ type: 'text', text: sub ?? 'nobody' }] }));
  return server;
}
