import { weights, type Guide } from '../guide.ts';

/** Express with sessions, by express-openid-connect, which reads these variables itself. */
export const express: Guide = {
  id: 'express', title: 'Express', about: 'People sign in to your web application; it keeps their session in a cookie.',
  signs: [{ ecosystem: 'npm', packages: ['express-openid-connect'], weight: weights.itself }, { ecosystem: 'npm', packages: ['express'], weight: weights.framework }],
  application: { type: 'regular_web', authentication: 'client_secret_basic' }, api: undefined,
  port: 3000, callbacks: ['/callback'], logouts: [''], webOrigin: false,
  environmentFile: '.env',
  environment: [
    { name: 'ISSUER_BASE_URL', value: '{{issuerBase}}' }, { name: 'BASE_URL', value: '{{url}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'CLIENT_SECRET', value: '{{clientSecret}}' }, { name: 'SECRET', value: '{{random}}' },
  ],
  install: 'npm install express express-openid-connect',
  code: [
    {
      file: 'app.mjs', language: 'js', text: `import express from 'express';
import openid from 'express-openid-connect';

const app = express();
app.use(openid.auth({ authRequired: false, idpLogout: true, authorizationParams: { response_type: 'code', scope: 'openid profile email' } }));
app.get('/', (request, response) => { response.json({ signedIn: request.oidc.isAuthenticated(), user: request.oidc.user }); });
app.listen({{port}});
`,
    },
  ],
  run: 'node --env-file=.env app.mjs', next: 'Open {{url}}/login and sign in; {{url}}/logout signs out.',
};
