import type { Quickstart } from './quickstart.ts';

/** A regular web application with Express. */
export const express: Quickstart = {
  id: 'express', title: 'Express', types: ['regular_web'], base: 'http://localhost:3000', asksApi: false,
  needs: ({ base }) => ({ callbacks: [`${base}/callback`], allowed_logout_urls: [base] }),
  steps: ({ issuer, clientId, base, method }) => [
    { title: 'Install', kind: 'command', text: 'npm install express express-openid-connect' },
    { title: 'server.mjs', kind: 'file', text: `import { randomUUID } from 'node:crypto';
import express from 'express';
import openid from 'express-openid-connect';

const app = express();

app.use(openid.auth({
  issuerBaseURL: '${issuer.slice(0, -1)}',
  baseURL: '${base}',
  clientID: '${clientId}',
  clientSecret: process.env.CLIENT_SECRET,
  clientAuthMethod: '${method}',
  secret: process.env.SESSION_SECRET ?? randomUUID(), // keeps the cookie; give one of your own in production
  authRequired: false,
  idpLogout: true,
  authorizationParams: { response_type: 'code', scope: 'openid profile email' },
}));

app.get('/', (request, response) => {
  response.send(request.oidc.isAuthenticated() ? '<a href="/profile">Profile</a> <a href="/logout">Sign out</a>' : '<a href="/login">Sign in</a>');
});
app.get('/profile', openid.requiresAuth(), (request, response) => response.json(request.oidc.user));

app.listen(${new URL(base).port || 80}, () => console.log('${base}'));
` },
    { title: 'Run', kind: 'command', text: 'CLIENT_SECRET=the_secret_of_this_application node server.mjs' },
  ],
};
