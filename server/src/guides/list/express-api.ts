import { tryingCall, tryingMachine, tryingVariables, weights, type Guide } from '../guide.ts';

/** An API in Express, by express-oauth2-jwt-bearer, which reads these variables itself. */
export const expressApi: Guide = {
  id: 'express-api', title: 'API in Express', about: 'Your API lets in who brings an access token for it, and answers 401 to everybody else.',
  signs: [{ ecosystem: 'npm', packages: ['express-oauth2-jwt-bearer'], weight: weights.itself }, { ecosystem: 'npm', packages: ['express'], weight: weights.perhaps }],
  application: tryingMachine, api: '{{audience}}',
  port: 3001, callbacks: [], logouts: [], webOrigin: false,
  environmentFile: '.env', environment: [{ name: 'ISSUER_BASE_URL', value: '{{issuerBase}}' }, { name: 'AUDIENCE', value: '{{audience}}' }, ...tryingVariables],
  install: 'npm install express express-oauth2-jwt-bearer',
  code: [
    {
      file: 'api.mjs', language: 'js', text: `import express from 'express';
import bearer from 'express-oauth2-jwt-bearer';

const app = express();
app.use(bearer.auth());
app.get('/things', {{#permission}}bearer.requiredScopes('{{permission}}'), {{/permission}}(request, response) => { response.json({ things: [], caller: request.auth.payload.sub }); });
app.listen({{port}});
`,
    },
  ],
  run: 'node --env-file=.env api.mjs', next: 'Without a token {{url}}/things answers 401; with one, 200.', tryIt: tryingCall('/things'),
};
