import { weights, type Guide } from '../guide.ts';

/** A page without a framework, by auth0-spa-js and a bundler. */
export const vanillaJs: Guide = {
  id: 'vanilla-js', title: 'JavaScript in the browser', about: 'People sign in to a page that has no framework.',
  signs: [{ ecosystem: 'npm', packages: ['@auth0/auth0-spa-js'], weight: weights.itself }, { ecosystem: 'npm', packages: ['vite'], weight: weights.perhaps }],
  application: { type: 'spa', authentication: 'none' }, api: undefined,
  port: 5173, callbacks: [''], logouts: [''], webOrigin: true,
  environmentFile: '.env', environment: [{ name: 'VITE_AUTH0_DOMAIN', value: '{{issuerBase}}' }, { name: 'VITE_AUTH0_CLIENT_ID', value: '{{clientId}}' }, { name: 'VITE_AUTH0_AUDIENCE', value: '{{audience}}' }],
  install: 'npm install @auth0/auth0-spa-js vite',
  code: [
    {
      file: 'index.html', language: 'html', text: `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>My app</title>
    <script type="module" src="/main.js"></script>
  </head>
  <body></body>
</html>
`,
    },
    {
      file: 'main.js', language: 'js', text: `import { createAuth0Client } from '@auth0/auth0-spa-js';

const auth0 = await createAuth0Client({
  domain: import.meta.env.VITE_AUTH0_DOMAIN,
  clientId: import.meta.env.VITE_AUTH0_CLIENT_ID,
  authorizationParams: { redirect_uri: window.location.origin, audience: import.meta.env.VITE_AUTH0_AUDIENCE },
});

if (new URLSearchParams(window.location.search).has('state')) {
  await auth0.handleRedirectCallback();
  window.history.replaceState({}, '', '/');
}

const user = await auth0.getUser();
const button = document.createElement('button');
button.textContent = user === undefined ? 'Sign in' : \`Sign out \${user.email}\`;
button.onclick = () => user === undefined ? auth0.loginWithRedirect() : auth0.logout({ logoutParams: { returnTo: window.location.origin } });
document.body.append(button);
`,
    },
  ],
  run: 'npx vite --port {{port}}', next: 'Open {{url}} and sign in.',
};
