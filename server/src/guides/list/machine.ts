import type { Guide } from '../guide.ts';

/** A program that acts for itself (RFC 6749 §4.4), with nothing but fetch. */
export const machine: Guide = {
  id: 'machine', title: 'Machine to machine', about: 'Your program gets access tokens for an API with its own credentials; nobody signs in.',
  signs: [],
  application: { type: 'non_interactive', authentication: 'client_secret_post' }, api: '{{audience}}',
  port: 3000, callbacks: [], logouts: [], webOrigin: false,
  environmentFile: '.env',
  environment: [{ name: 'ISSUER', value: '{{issuer}}' }, { name: 'AUDIENCE', value: '{{audience}}' }, { name: 'CLIENT_ID', value: '{{clientId}}' }, { name: 'CLIENT_SECRET', value: '{{clientSecret}}' }],
  install: undefined,
  code: [
    {
      file: 'machine.mjs', language: 'js', text: `const { ISSUER, AUDIENCE, CLIENT_ID, CLIENT_SECRET } = process.env;
const fields = { grant_type: 'client_credentials', client_id: CLIENT_ID, client_secret: CLIENT_SECRET, audience: AUDIENCE };
const answer = await (await fetch(new URL('oauth/token', ISSUER), { method: 'POST', body: new URLSearchParams(fields) })).json();
if (answer.error !== undefined) throw new Error(answer.error_description);
console.log(\`A token for \${AUDIENCE}, good for \${answer.expires_in} s: \${answer.access_token}\`);
`,
    },
  ],
  run: 'node --env-file=.env machine.mjs', next: 'Send the token to the API: Authorization: Bearer …; keep it until it ends rather than asking for each call.',
  tryIt: '. ./.env; curl -s {{issuer}}oauth/token -d grant_type=client_credentials -d client_id=$CLIENT_ID -d client_secret=$CLIENT_SECRET -d audience=$AUDIENCE',
};
