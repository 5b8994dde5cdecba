import { clientId, nonce, redirectUri, state } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorize, compareAnswer, compareIdToken, forgedState, makeValues, otherAddress } from '../step-parts.ts';

/** OIDC Core §3.2 with OAuth Form Post §2. */
export const implicitFormPost: Flow = {
  id: 'implicit-form-post', title: 'Implicit + form_post', about: 'An ID token comes in a form that the browser posts to the application: nothing stands in an address.',
  use: 'Web applications that want to know who signed in, and call no API.', sections: ['OIDC Core §3.2', 'OAuth Form Post §2'],
  warning: { why: 'It is safe for signing in, for no access token passes the browser. But it gives no way to an API and no refresh token, and the code flow does the same with one more request.', better: 'code' },
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: ['implicit'], callback: true },
  steps: [
    makeValues('state', 'nonce'),
    authorize({
      words: 'The application asks for an ID token alone, to be posted.', back: 'form_post',
      fields: [['response_type', 'id_token', 'Asks for an ID token and nothing else.'], ['response_mode', 'form_post', 'How the answer comes: in the body of a POST, so that it stands in no address, history or log.'], clientId, redirectUri, ['scope', 'openid profile email', 'What the ID token shall tell. Nothing else is asked for.'], state, nonce],
      coming: { title: 'POST to redirect_uri with id_token', words: 'The server answers with a page that posts itself to the application.' },
    }),
    { ...compareAnswer, words: 'The application looks whether it asked for this answer.' }, compareIdToken('back.id_token'),
  ],
  breaks: [
    { id: 'other-nonce', title: 'Slip in the ID token of another sign-in', forges: [{ after: 'authorize', value: 'back.id_token.nonce', to: '{{random}}' }], refused: { step: 'compare-id-token', by: 'app', error: '', reason: 'app.nonce' }, proves: 'A good ID token of another sign-in is still the wrong one.' },
    { id: 'no-nonce', title: 'Send no nonce', changes: [{ step: 'authorize', field: 'nonce', to: '' }], refused: { step: 'authorize', by: 'server', error: 'invalid_request', reason: 'nonce.missing' }, proves: 'An ID token that comes through a browser must belong to the sign-in that asked for it.' },
    { id: 'in-query', title: 'Ask for it in the address', changes: [{ step: 'authorize', field: 'response_mode', to: 'query' }], refused: { step: 'authorize', by: 'server', error: 'invalid_request', reason: 'response_mode.not_for_type' }, proves: 'No token ever stands in a query, which servers write into their logs.' },
    forgedState, otherAddress,
  ],
};
