import { clientId } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorize, callApi, codeTwice, compareAnswer, compareIdToken, exchangeFields, makeValues, pkceFields, tokenCall, verifier, withSecret, wrongSecret, wrongVerifier } from '../step-parts.ts';

/** RFC 9126: the request goes from server to server. */
export const par: Flow = {
  id: 'par', title: 'PAR', about: 'The application hands its request in beforehand, from server to server; the browser carries a reference alone.',
  use: 'Web applications for which it matters that nobody reads or changes the request: banks, health, FAPI.', sections: ['RFC 9126'],
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code', 'refresh_token'], callback: true },
  steps: [
    makeValues('state', 'nonce', 'code_verifier', 'code_challenge'),
    {
      id: 'push', kind: 'call', to: 'server', method: 'POST', address: 'oauth/par', title: 'POST /oauth/par', words: 'The back end sends the whole request and proves who it is, before any browser is involved.', fields: withSecret(pkceFields), status: 201,
      coming: { title: '201 with request_uri', words: 'The server has looked at everything, and gives a reference that is good once and for a short time.' },
    },
    authorize({
      title: 'GET /authorize with request_uri', words: 'The browser carries the reference. What is asked for can be neither read nor changed on the way.', back: 'query',
      fields: [clientId, ['request_uri', '{{request_uri}}', 'Stands for the request that was handed in.']],
      coming: { title: '302 to redirect_uri with the code', words: 'From here on everything is as in the code flow.' },
    }),
    compareAnswer,
    tokenCall({ title: 'POST /oauth/token with the code', words: 'The back end exchanges the code.', fields: withSecret([...exchangeFields, verifier]), coming: { title: '200 with access_token and id_token', words: 'The same tokens as after the code flow.' } }),
    compareIdToken('id_token'), callApi(),
  ],
  breaks: [
    { ...wrongSecret('push'), proves: 'Nobody hands in a request under the name of another application.' },
    { id: 'other-address', title: 'Hand in an address that is not registered', changes: [{ step: 'push', field: 'redirect_uri', to: '{{redirect_uri}}/elsewhere' }], refused: { step: 'push', by: 'server', error: 'invalid_request', reason: 'redirect_uri.not_registered' }, proves: 'A wrong request is refused before a person sees anything.' },
    { id: 'unknown-reference', title: 'Make up a request_uri', changes: [{ step: 'authorize', field: 'request_uri', to: 'urn:ietf:params:oauth:request_uri:{{random}}' }], refused: { step: 'authorize', by: 'server', error: '', reason: 'par.unknown' }, proves: 'A reference can not be guessed, and stands for nothing without its request.' },
    codeTwice, wrongVerifier,
  ],
};
