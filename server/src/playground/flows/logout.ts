import { clientId } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorizeForCode, compareAnswer, compareIdToken, exchangeFields, makeValues, pkceFields, tokenCall, verifier } from '../step-parts.ts';

/** Auth0's way out, beside OIDC RP-Initiated Logout. */
export const logout: Flow = {
  id: 'logout', title: 'Logout with returnTo', about: 'A person signs out of the application and of this server, and comes back to the application.',
  use: 'Every application that people sign in to.', sections: ['OIDC RP-Initiated Logout §2'], endsSession: true,
  application: { app_type: 'spa', token_endpoint_auth_method: 'none', grant_types: ['authorization_code'], callback: true },
  steps: [
    makeValues('state', 'nonce', 'code_verifier', 'code_challenge'), authorizeForCode(pkceFields, 'First somebody signs in.'), compareAnswer,
    tokenCall({ title: 'POST /oauth/token with the code', words: 'The code is exchanged as always.', fields: [...exchangeFields, verifier], coming: { title: '200 with id_token', words: 'The application has a session of its own now, and the server has one.' } }),
    compareIdToken('id_token'),
    {
      id: 'logout', kind: 'visit', title: 'GET /v2/logout', address: 'v2/logout', words: 'The application ends its own session, then sends the browser to the server.', back: 'query',
      fields: [clientId, ['returnTo', '{{redirect_uri}}', 'Where the browser goes then. It must be registered among the logout addresses of the application.']],
      there: { title: 'The session ends', words: 'The server ends the session of this browser and takes its cookie away. Applications that asked for it are told.' },
      coming: { title: '302 to returnTo', words: 'The browser is back at the application, and nobody is signed in.' },
    },
    {
      id: 'silent', kind: 'visit', title: 'GET /authorize with prompt=none', address: 'authorize', words: 'The application looks whether it is true: it asks for a sign-in without any page.', back: 'query',
      fields: [...pkceFields, ['prompt', 'none', 'Asks for an answer without a page, or a refusal.']],
      there: { title: 'Nobody is there', words: 'The server finds no session.' }, coming: { title: '302 to redirect_uri with login_required', words: 'The refusal is the proof: nobody is signed in in this browser.' },
    },
    { id: 'signed-out', kind: 'prove', title: 'Nobody is signed in', words: 'The application shows its start page.', proves: [{ name: 'error', received: '{{back.error}}', expected: 'login_required', purpose: 'There is no session any more (OIDC Core §3.1.2.6).' }] },
  ],
  breaks: [{
    id: 'return-to', title: 'Return to an address that is not registered', changes: [{ step: 'logout', field: 'returnTo', to: 'https://nobody.example/' }], refused: { step: 'logout', by: 'server', error: '', reason: 'logout.return_to_not_registered' },
    proves: 'A sign-out sends nobody to a strange address. The person is signed out all the same, and stays on a page of this server.',
  }],
};
