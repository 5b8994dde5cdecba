import { weights, type Guide } from '../guide.ts';

/** Fastify, by its plugin for OAuth 2.0, which reads the discovery document. */
export const fastify: Guide = {
  id: 'fastify', title: 'Fastify', about: 'People sign in to your Fastify application, which asks the server who they are.',
  signs: [{ ecosystem: 'npm', packages: ['@fastify/oauth2'], weight: weights.itself }, { ecosystem: 'npm', packages: ['fastify'], weight: weights.framework }],
  application: { type: 'regular_web', authentication: 'client_secret_basic' }, api: undefined,
  port: 3000, callbacks: ['/callback'], logouts: [''], webOrigin: false,
  environmentFile: '.env',
  environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'BASE_URL', value: '{{url}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'CLIENT_SECRET', value: '{{clientSecret}}' }],
  install: 'npm install fastify @fastify/cookie @fastify/oauth2',
  code: [
    {
      file: 'app.mjs', language: 'js', text: `import Fastify from 'fastify';
import cookie from '@fastify/cookie';
import oauth2 from '@fastify/oauth2';

const { ISSUER, BASE_URL, CLIENT_ID, CLIENT_SECRET } = process.env;
const app = Fastify();
await app.register(cookie);
await app.register(oauth2, {
  name: 'gatehouse',
  scope: ['openid', 'profile', 'email'],
  credentials: { client: { id: CLIENT_ID, secret: CLIENT_SECRET } },
  discovery: { issuer: ISSUER },
  startRedirectPath: '/login',
  callbackUri: \`\${BASE_URL}/callback\`,
  cookie: { secure: BASE_URL.startsWith('https:'), sameSite: 'lax' },
});
app.get('/callback', async (request) => {
  const { token } = await app.gatehouse.getAccessTokenFromAuthorizationCodeFlow(request);
  return app.gatehouse.userinfo(token.access_token);
});
await app.listen({ port: {{port}} });
`,
    },
  ],
  run: 'node --env-file=.env app.mjs', next: 'Open {{url}}/login and sign in. Keep what comes back in a session of your own.',
};
