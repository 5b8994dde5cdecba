import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client as McpClient } from '@modelcontextprotocol/sdk/client/index.js';
import { UnauthorizedError, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import type { OAuthClientInformationMixed, OAuthTokens } from '@modelcontextprotocol/sdk/shared/auth.js';
import { resourceServerDefaults, type ResourceServer } from '../../src/protocol/client/resource-server.ts';
import { describeApi, resourceMetadata } from '../../src/protocol/resource-access/resource-metadata.ts';
import { houseWith } from '../endpoints/registration/registrar.ts';
import { answerOf, claimsOf, signIn } from '../flows/app.ts';
import { startDocumentHost, type DocumentHost } from '../flows/document-host.ts';
import { people } from '../flows/fixtures.ts';
import type { RunningHouse } from '../flows/house.ts';
import { startMcpServer, type ProtectedMcp } from './mcp-server.ts';

const redirectUrl = 'http://localhost:33418/callback';

let host: DocumentHost;
let house: RunningHouse;
let api: ResourceServer;
before(async () => {
  host = await startDocumentHost();
  house = await houseWith({ registration: 'open' }, { outboundAllow: host.allow });
});
after(async () => { await house.stop(); await host.stop(); });

/** A provider as an agent has one: it remembers, and its person has a browser. */
class Agent implements OAuthClientProvider {
  readonly redirectUrl = redirectUrl;
  readonly clientMetadata = { client_name: 'Agent', redirect_uris: [redirectUrl], grant_types: ['authorization_code', 'refresh_token'], response_types: ['code'], token_endpoint_auth_method: 'none' };
  readonly clientMetadataUrl?: string;
  information: OAuthClientInformationMixed | undefined;
  kept: OAuthTokens | undefined;
  asked: URL | undefined;
  #verifier = '';
  constructor(clientMetadataUrl?: string) { if (clientMetadataUrl !== undefined) this.clientMetadataUrl = clientMetadataUrl; }
  state() { return 'state-1'; }
  clientInformation() { return this.information; }
  saveClientInformation(information: OAuthClientInformationMixed) { this.information = information; }
  tokens() { return this.kept; }
  saveTokens(tokens: OAuthTokens) { this.kept = tokens; }
  redirectToAuthorization(url: URL) { this.asked = url; }
  saveCodeVerifier(verifier: string) { this.#verifier = verifier; }
  codeVerifier() { return this.#verifier; }
}

/** From the bare URL to the answer of a tool; the person signs in and allows in between. */
async function callTool(mcp: ProtectedMcp, agent: Agent): Promise<string> {
  const connect = async () => {
    const transport = new StreamableHTTPClientTransport(new URL(mcp.url), { authProvider: agent });
    const client = new McpClient({ name: 'agent', version: '1' });
    return { transport, client, done: client.connect(transport) };
  };
  const first = await connect();
  await assert.rejects(first.done, UnauthorizedError);
  const asked = agent.asked;
  assert.ok(asked !== undefined);
  assert.equal(asked.searchParams.get('resource'), mcp.url);
  const answer = answerOf(await signIn(house.browser(), asked.href.slice(house.origin.length), people.alice));
  assert.equal(answer.get('iss'), house.issuer);
  await first.transport.finishAuth(answer.get('code') ?? '');
  const second = await connect();
  await second.done;
  const { content } = await second.client.callTool({ name: 'whoami', arguments: {} });
  await second.client.close();
  return JSON.stringify(content);
}

async function protectedServer(challenge: boolean): Promise<ProtectedMcp> {
  const { storage, defaultTenant: tenant } = house.house;
  const mcp = await startMcpServer({ issuer: house.issuer, challenge, metadata: () => resourceMetadata(tenant, describeApi(api)) });
  api = {
    tenant: tenant.id, id: `api_${new URL(mcp.url).port}`, identifier: mcp.url, name: 'Appointments for agents', permissions: [{ value: 'read:appointments', description: 'See your appointments' }], tokenTtl: 3600, signingAlg: 'RS256',
    dialect: 'rfc9068', allowOfflineAccess: true, skipConsentForFirstParty: true, introspectors: [], ...resourceServerDefaults, enabled: true, sample: false,
  };
  await storage.registry.insertResourceServer(api);
  return mcp;
}

describe('the client of the MCP SDK, unmodified, from the bare URL of a server to the answer of a tool', () => {
  for (const [way, challenge] of [['the challenge names the metadata', true], ['the metadata stand at the well-known place', false]] as const) {
    test(`OAuth Client ID Metadata Document §5: with a metadata document and without registration; ${way}`, async () => {
      const mcp = await protectedServer(challenge);
      try {
        const id = `${host.origin}/agent-${String(challenge)}.json`;
        const agent = new Agent(id);
        host.documents.set(new URL(id).pathname, { ...agent.clientMetadata, client_id: id, client_name: 'Agent' });
        const answer = await callTool(mcp, agent);
        const claims = claimsOf(agent.kept?.access_token);
        assert.ok(answer.includes(String(claims['sub'])));
        assert.deepEqual([claims['aud'], claims['client_id'], claims['iss']], [mcp.url, id, house.issuer]);
        assert.equal(claims['scope'], 'read:appointments offline_access');
        assert.equal(mcp.callers.at(-1)?.['client_id'], id);
        assert.ok(agent.kept?.refresh_token !== undefined);
      } finally { await mcp.stop(); }
    });

    test(`RFC 7591 §3: with dynamic registration; ${way}`, async () => {
      const mcp = await protectedServer(challenge);
      try {
        const agent = new Agent();
        const answer = await callTool(mcp, agent);
        const claims = claimsOf(agent.kept?.access_token);
        assert.ok(answer.includes(String(claims['sub'])));
        assert.equal(claims['aud'], mcp.url);
        assert.match(agent.information?.client_id ?? '', /^[A-Za-z0-9]{32}$/);
      } finally { await mcp.stop(); }
    });
  }

  test('RFC 8414 §3: both well-known forms answer, and the issuer is the same in them', async () => {
    for (const path of ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration']) {
      const document = (await (await fetch(`${house.origin}${path}`, { headers: { 'mcp-protocol-version': '2025-11-25', origin: 'https://inspector.example' } })).json()) as Record<string, unknown>;
      assert.deepEqual([document['issuer'], document['client_id_metadata_document_supported'], document['code_challenge_methods_supported'], document['authorization_response_iss_parameter_supported']], [house.issuer, true, ['S256'], true]);
    }
  });
});
