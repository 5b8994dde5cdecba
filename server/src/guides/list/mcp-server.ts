import { tryingCall, tryingMachine, tryingVariables, weights, type Guide } from '../guide.ts';

/** An MCP server over Streamable HTTP, by the MCP SDK 1 and jose. MCP clients find the issuer through the metadata of RFC 9728. */
export const mcpServer: Guide = {
  id: 'mcp-server', title: 'MCP server', about: 'Your MCP server lets in who brings an access token for it, and tells clients where to get one.',
  signs: [{ ecosystem: 'npm', packages: ['@modelcontextprotocol/sdk'], weight: weights.special }],
  application: tryingMachine, api: '{{url}}/mcp',
  port: 3000, callbacks: [], logouts: [], webOrigin: false,
  environmentFile: '.env', environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'MCP_URL', value: '{{url}}/mcp' }, ...tryingVariables],
  install: 'npm install @modelcontextprotocol/sdk jose',
  code: [
    {
      file: 'server.mjs', language: 'js', text: `import { createServer } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { createRemoteJWKSet, jwtVerify } from 'jose';

const { ISSUER, MCP_URL } = process.env;
const keys = createRemoteJWKSet(new URL('.well-known/jwks.json', ISSUER));
const metadata = '/.well-known/oauth-protected-resource/mcp';

createServer(async (request, response) => {
  if (request.url === metadata) {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ resource: MCP_URL, authorization_servers: [ISSUER] }));
    return;
  }
  if (request.url !== '/mcp') { response.writeHead(404).end(); return; }
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '';
  const verified = await jwtVerify(token, keys, { issuer: ISSUER, audience: MCP_URL }).catch(() => undefined);
  if (verified === undefined) {
    response.writeHead(401, { 'www-authenticate': \`Bearer resource_metadata="\${new URL(metadata, MCP_URL)}"\` }).end();
    return;
  }
  const server = new McpServer({ name: 'example', version: '1.0.0' });
  server.registerTool('whoami', { description: 'Who is calling' }, () => ({ content: [{ type: 'text', text: verified.payload.sub }] }));
  const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true });
  await server.connect(transport);
  await transport.handleRequest(request, response);
}).listen({{port}});
`,
    },
  ],
  run: 'node --env-file=.env server.mjs', next: 'Give {{url}}/mcp to an MCP client. Without a token it answers 401; with one, it asks for the headers of MCP.', tryIt: tryingCall('/mcp'),
};
