import type { Flow } from '../flow.ts';
import { authorizeForCode, callApi, changedAddress, codeTooLate, codeTwice, compareAnswer, compareIdToken, exchangeFields, forgedState, idTokenAtApi, makeValues, otherAddress, otherAudience, pkceFields, tokenCall, verifier, wrongVerifier } from '../step-parts.ts';

/** RFC 7636: for applications that keep no secret, and recommended for all. */
export const codePkce: Flow = {
  id: 'code-pkce', title: 'Authorization Code + PKCE', about: 'A person signs in to an application that can not keep a secret, such as a page in a browser or an application on a telephone.',
  use: 'Single-page applications, native applications, and every other one, too: it is the flow to begin with.', sections: ['RFC 6749 §4.1', 'RFC 7636', 'RFC 9700 §2.1.1'],
  application: { app_type: 'spa', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], callback: true },
  steps: [
    makeValues('state', 'nonce', 'code_verifier', 'code_challenge'),
    authorizeForCode(pkceFields, 'The application sends the browser to this server, with what it wants and the hash of a secret that it keeps back.'),
    compareAnswer,
    tokenCall({
      title: 'POST /oauth/token with code_verifier', words: 'The application proves that it is the one that began the sign-in: it sends the code_verifier. The server hashes it and compares it with the code_challenge of the beginning.',
      fields: [...exchangeFields, verifier], coming: { title: '200 with access_token and id_token', words: 'The access token is for the API. The ID token tells the application who signed in, and is for the application alone.' },
    }),
    compareIdToken('id_token'), callApi(),
  ],
  breaks: [
    wrongVerifier,
    { id: 'no-verifier', title: 'Send no code_verifier', changes: [{ step: 'token', field: 'code_verifier', to: '' }], refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'pkce.verifier_missing' }, proves: 'What began with PKCE ends with PKCE: leaving the verifier out opens nothing (RFC 9700 §2.1.1).' },
    { id: 'no-challenge', title: 'Begin without code_challenge', changes: [{ step: 'authorize', field: 'code_challenge', to: '' }, { step: 'authorize', field: 'code_challenge_method', to: '' }], refused: { step: 'authorize', by: 'server', error: 'invalid_request', reason: 'pkce.missing' }, proves: 'An application without a secret gets no code without PKCE.' },
    codeTwice, changedAddress, codeTooLate, otherAddress, forgedState, otherAudience, idTokenAtApi(),
  ],
};
