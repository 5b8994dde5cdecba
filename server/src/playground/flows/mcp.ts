import { challenge, challengeMethod, clientId, codeResponse, redirectUri, state } from '../field-purposes.ts';
import type { Field, Flow } from '../flow.ts';
import { authorizeForCode, callApi, compareAnswer, exchangeFields, forgedState, makeValues, tokenCall, verifier, wrongVerifier } from '../step-parts.ts';

const resource: Field = ['resource', '{{api_address}}', 'The server of the tools, by its address. The token is for it alone (RFC 8707 §2).'];

/** The Model Context Protocol's way in: everything is found out from one address. */
export const mcp: Flow = {
  id: 'mcp', title: 'MCP client', about: 'A client that knows the address of a server of tools, and nothing else, finds out where to sign in.',
  use: 'Agents and their tools, and every client that does not know beforehand which server it will talk to.', sections: ['RFC 9728', 'RFC 8414', 'RFC 8707'], needsApi: true,
  application: { app_type: 'native', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], callback: true },
  steps: [
    callApi({ id: 'knock', bearer: '', title: 'GET the address, without a token', words: 'The client calls the server that it was told of. It has no token yet. (The sample API stands for a server of tools here.)', status: 401, under: 'knock', coming: { title: '401 with WWW-Authenticate', words: 'The refusal says where the server describes itself (RFC 9728 §5.1).' } }),
    { id: 'resource', kind: 'call', to: 'api', method: 'GET', address: '.well-known/oauth-protected-resource/samples/api/appointments', title: 'GET the metadata of the server', words: 'The client reads who may make tokens for this server, and which permissions there are.', fields: [], under: 'resource', coming: { title: '200 with authorization_servers', words: 'It names this authorization server.' } },
    { id: 'metadata', kind: 'call', to: 'server', method: 'GET', address: '.well-known/oauth-authorization-server', title: 'GET the metadata of this server', words: 'The client reads the addresses, and that PKCE with S256 is there.', fields: [], under: 'metadata', coming: { title: '200 with the endpoints', words: 'Now the client knows everything. Who it is, it says by the address of its own metadata, by registering itself (RFC 7591), or, as here, by an id that it was given.' } },
    makeValues('state', 'code_verifier', 'code_challenge'),
    authorizeForCode([codeResponse, clientId, redirectUri, ['scope', 'openid read:appointments', 'The permission that the tools need.'], resource, state, challenge, challengeMethod], 'A sign-in with PKCE that names the server of the tools.'),
    compareAnswer,
    tokenCall({ title: 'POST /oauth/token with resource', words: 'The code is exchanged, for the same server.', fields: [...exchangeFields, verifier, resource], coming: { title: '200 with access_token', words: 'The token is for that server, and no other takes it.' } }),
    callApi({ title: 'GET the address, with the token' }),
  ],
  breaks: [
    { id: 'no-resource', title: 'Name no resource', changes: [{ step: 'authorize', field: 'resource', to: '' }, { step: 'token', field: 'resource', to: '' }], refused: { step: 'api', by: 'api', error: 'invalid_token', reason: 'api.token_opaque' }, proves: 'A token that is for nobody opens nothing: a server of tools takes those alone that were made for it.' },
    { id: 'other-resource', title: 'Name a server that nobody knows', changes: [{ step: 'authorize', field: 'resource', to: 'https://nobody.example/mcp' }], refused: { step: 'authorize', by: 'server', error: 'invalid_target', reason: 'target.unknown' }, proves: 'A server of tools that talks a client into asking for it gets no token: it must be registered.' },
    wrongVerifier, forgedState,
  ],
};
