import { weights, type Guide } from '../guide.ts';

/** An installed program that has a browser beside it (RFC 8252), by openid-client 6. */
export const desktop: Guide = {
  id: 'desktop', title: 'Desktop', about: 'A person signs in to your installed program in the browser of the machine.',
  signs: [{ ecosystem: 'npm', packages: ['electron'], weight: weights.special }],
  application: { type: 'native', authentication: 'none' }, api: undefined,
  port: 3000, callbacks: ['/callback'], logouts: [], webOrigin: false,
  environmentFile: '.env', environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'APP_URL', value: '{{url}}' }, { name: 'AUDIENCE', value: '{{audience}}' }],
  install: 'npm install openid-client',
  code: [
    {
      file: 'sign-in.mjs', language: 'js', text: `import { createServer } from 'node:http';
import * as openid from 'openid-client';

const { ISSUER, CLIENT_ID, APP_URL, AUDIENCE } = process.env;
// While you develop, the server may be on this machine and speak plain http.
const execute = ISSUER.startsWith('http:') ? [openid.allowInsecureRequests] : [];
const config = await openid.discovery(new URL(ISSUER), CLIENT_ID, undefined, openid.None(), { execute });
const pkceCodeVerifier = openid.randomPKCECodeVerifier();
const expectedState = openid.randomState();

const server = createServer(async (request, response) => {
  const address = new URL(request.url, APP_URL);
  response.setHeader('connection', 'close');
  if (address.pathname !== '/callback') { response.writeHead(404).end(); return; }
  try {
    const tokens = await openid.authorizationCodeGrant(config, address, { pkceCodeVerifier, expectedState });
    console.log(\`Signed in as \${tokens.claims().email}\`);
    response.end('You are signed in: go back to the program.');
  } catch (error) {
    console.error(error);
    response.end('The sign-in failed: go back to the program.');
  }
  server.close();
});
server.listen({{port}}, 'localhost');

const address = openid.buildAuthorizationUrl(config, {
  redirect_uri: \`\${APP_URL}/callback\`,
  scope: 'openid profile email',
  state: expectedState,
  code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
  code_challenge_method: 'S256',
  ...(AUDIENCE && { audience: AUDIENCE }),
});
console.log(\`Open \${address}\`);
`,
    },
  ],
  run: 'node --env-file=.env sign-in.mjs', next: 'Open the address that it prints, and sign in. A program with windows opens it in the browser of the machine, never in a window of its own.',
};
