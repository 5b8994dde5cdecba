import { audience, clientId, nonce, redirectUri, scope, state } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorize, callApi, compareAnswer, compareIdToken, forgedState, idTokenAtApi, makeValues, otherAddress } from '../step-parts.ts';

/** RFC 6749 §4.2, which RFC 9700 §2.1.2 advises against. */
export const implicit: Flow = {
  id: 'implicit', title: 'Implicit', about: 'Tokens come in the address that the browser is sent to.',
  use: 'Only what is being moved away from: pages of before PKCE.', sections: ['RFC 6749 §4.2', 'OIDC Core §3.2', 'RFC 9700 §2.1.2'],
  warning: { why: 'The access token stands in an address: in the history of the browser, in what extensions see, and in every script of the page. It can be bound to nobody, and can not be renewed without the browser (RFC 9700 §2.1.2).', better: 'code-pkce', flag: 'allow_legacy_implicit_grant_types' },
  application: { app_type: 'spa', token_endpoint_auth_method: 'none', grant_types: ['implicit'], callback: true },
  steps: [
    makeValues('state', 'nonce'),
    authorize({
      words: 'The application asks for the tokens themselves. There is no second request in which it could prove who it is.', back: 'fragment',
      fields: [['response_type', 'token id_token', 'Asks for an access token and an ID token, through the browser.'], clientId, redirectUri, scope, audience, state, nonce],
      coming: { title: '302 to redirect_uri#access_token', words: 'The tokens stand behind the # of the address. The browser does not send that part to a server, but everything in the page can read it.' },
    }),
    { ...compareAnswer, words: 'The application looks whether it asked for this answer.' },
    { id: 'hash', kind: 'make', title: 'Hash the access token', words: 'The ID token carries the half of a hash of the access token, so that no other one can be put beside it.', makes: [{ name: 'at_hash', how: 'half_hash', of: 'back.access_token', purpose: 'To be compared with the at_hash of the ID token.' }] },
    compareIdToken('back.id_token', [{ name: 'at_hash', received: '{{back.id_token.at_hash}}', expected: '{{at_hash}}', purpose: 'The access token is the one that came with this ID token (OIDC Core §3.2.2.9).' }]),
    callApi({ bearer: '{{back.access_token}}' }),
  ],
  breaks: [
    { id: 'other-token', title: 'Slip in another access token', forges: [{ after: 'authorize', value: 'back.access_token', to: '{{random}}' }], refused: { step: 'compare-id-token', by: 'app', error: '', reason: 'app.at_hash' }, proves: 'A token of another sign-in that somebody put into the address is noticed, by applications that look.' },
    { id: 'no-nonce', title: 'Send no nonce', changes: [{ step: 'authorize', field: 'nonce', to: '' }], refused: { step: 'authorize', by: 'server', error: 'invalid_request', reason: 'nonce.missing' }, proves: 'An ID token that comes through a browser must belong to the sign-in that asked for it.' },
    forgedState, otherAddress, { ...idTokenAtApi(), bearers: [{ step: 'api', to: '{{back.id_token}}' }] },
  ],
};
