import { audience, clientId, nonce, redirectUri, scope, state } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorize, callApi, codeTwice, compareAnswer, compareIdToken, exchangeFields, forgedState, idTokenAtApi, makeValues, tokenCall, withSecret, wrongSecret } from '../step-parts.ts';

/** OIDC Core §3.3. */
export const hybrid: Flow = {
  id: 'hybrid', title: 'Hybrid', about: 'An ID token comes with the browser, and a code beside it that the back end exchanges.',
  use: 'Only what is being moved away from: applications that want to know who signed in before they exchange the code.', sections: ['OIDC Core §3.3'],
  warning: { why: 'It was made to protect the code before there was PKCE. It sends the profile of the person through the browser, and is harder to do right than the code flow, which does the same.', better: 'code-pkce', flag: 'allow_legacy_hybrid_response_types' },
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code', 'implicit'], callback: true },
  steps: [
    makeValues('state', 'nonce'),
    authorize({
      words: 'The application asks for two things at once.', back: 'fragment', fields: [['response_type', 'code id_token', 'Asks for a code, and for an ID token through the browser.'], clientId, redirectUri, scope, audience, state, nonce],
      coming: { title: '302 to redirect_uri#code and id_token', words: 'Both stand behind the # of the address.' },
    }),
    { ...compareAnswer, words: 'The application looks whether it asked for this answer.' },
    { id: 'hash', kind: 'make', title: 'Hash the code', words: 'The ID token carries the half of a hash of the code, so that no other one can be put beside it.', makes: [{ name: 'c_hash', how: 'half_hash', of: 'back.code', purpose: 'To be compared with the c_hash of the ID token.' }] },
    compareIdToken('back.id_token', [{ name: 'c_hash', received: '{{back.id_token.c_hash}}', expected: '{{c_hash}}', purpose: 'The code is the one that came with this ID token (OIDC Core §3.3.2.10).' }]),
    tokenCall({ title: 'POST /oauth/token with the code', words: 'The back end exchanges the code, as in the code flow.', fields: withSecret(exchangeFields), coming: { title: '200 with access_token and id_token', words: 'A second ID token comes with the access token; both tell of the same person.' } }),
    callApi(),
  ],
  breaks: [
    { id: 'other-code', title: 'Slip in another code', forges: [{ after: 'authorize', value: 'back.code', to: '{{random}}' }], refused: { step: 'compare-id-token', by: 'app', error: '', reason: 'app.c_hash' }, proves: 'A stolen code can not be put into somebody else’s answer: the ID token says which code belongs to it.' },
    wrongSecret(), codeTwice, forgedState, idTokenAtApi(),
  ],
};
