import type { Quickstart } from './quickstart.ts';

/** The SDK takes a host name for https, and a whole address for anything else. */
const domainOf = (issuer: string) => (issuer.startsWith('https://') ? new URL(issuer).host : issuer.slice(0, -1));

/** A single page application without a framework. */
export const vanilla: Quickstart = {
  id: 'vanilla', title: 'JavaScript', types: ['spa'], base: 'http://localhost:5173', asksApi: true,
  needs: ({ base }) => ({ callbacks: [`${base}/`], allowed_logout_urls: [`${base}/`], web_origins: [base] }),
  steps: ({ issuer, clientId, base, audience }) => [
    { title: 'Install', kind: 'command', text: 'npm install @auth0/auth0-spa-js vite' },
    { title: 'index.html', kind: 'file', text: `<!doctype html>
<html lang="en">
  <head><meta charset="utf-8"><title>My app</title></head>
  <body>
    <p id="who">Nobody is signed in.</p>
    <button id="sign-in">Sign in</button>
    <button id="sign-out">Sign out</button>
    <script type="module" src="/main.js"></script>
  </body>
</html>
` },
    { title: 'main.js', kind: 'file', text: `import { createAuth0Client } from '@auth0/auth0-spa-js';

const auth = await createAuth0Client({
  domain: '${domainOf(issuer)}',
  clientId: '${clientId}',
  useRefreshTokens: true,
  authorizationParams: { redirect_uri: '${base}/', audience: '${audience}', scope: 'openid profile email' },
});

if (location.search.includes('code=')) {
  await auth.handleRedirectCallback();
  history.replaceState(null, '', '/');
}

const user = await auth.getUser();
if (user !== undefined) document.getElementById('who').textContent = \`Signed in as \${user.email}\`;
document.getElementById('sign-in').addEventListener('click', () => auth.loginWithRedirect());
document.getElementById('sign-out').addEventListener('click', () => auth.logout({ logoutParams: { returnTo: '${base}/' } }));
` },
    { title: 'Run', kind: 'command', text: `npx vite --port ${new URL(base).port || 80}` },
  ],
};
