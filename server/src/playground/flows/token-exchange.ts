import { audience, clientId, clientSecret, nonce } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorizeForCode, callApi, codeFields, compareAnswer, exchangeFields, makeValues, tokenCall, withSecret, wrongSecret } from '../step-parts.ts';

const grant = 'urn:ietf:params:oauth:grant-type:token-exchange';

/** RFC 8693: a service calls the next one for the person. */
export const tokenExchange: Flow = {
  id: 'token-exchange', title: 'Token exchange', about: 'A service that was called with a token exchanges it for one that is for the next service, and for nothing else.',
  use: 'Services that call others for the person who called them, and agents that act for somebody.', sections: ['RFC 8693'], needsApi: true,
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code', 'client_credentials', grant], callback: true, granted: ['read:appointments'], exchanges: '{{api_address}}' },
  steps: [
    makeValues('state', 'nonce'), authorizeForCode([...codeFields, nonce], 'First somebody signs in.'), compareAnswer,
    tokenCall({ title: 'POST /oauth/token with the code', words: 'The code is exchanged as always.', fields: withSecret(exchangeFields), coming: { title: '200 with access_token', words: 'This token is for the first API.' } }),
    tokenCall({
      id: 'actor', title: 'POST /oauth/token for the service itself', words: 'The service gets a token in its own name: it will be the actor.', under: 'actor',
      fields: [['grant_type', 'client_credentials', 'Says that the application asks for itself.'], clientId, clientSecret, audience], coming: { title: '200 with the service’s own token', words: 'It says who the service is.' },
    }),
    tokenCall({
      id: 'exchange', title: 'POST /oauth/token with subject_token', words: 'The service brings the token that it was called with, and names the next API. It gets no more than the token had, and for no longer.', under: 'exchanged',
      fields: [
        ['grant_type', grant, 'Says that a token is exchanged.'], clientId, clientSecret, ['subject_token', '{{access_token}}', 'The token of the person.'], ['subject_token_type', 'urn:ietf:params:oauth:token-type:access_token', 'What kind of token that is.'],
        ['actor_token', '{{actor.access_token}}', 'Who acts: the service. The new token names both, the person and the service.'], ['actor_token_type', 'urn:ietf:params:oauth:token-type:access_token', 'What kind of token that is.'],
        ['audience', '{{api_address}}', 'The next API. Which ones this application may name is written at the application.'], ['scope', 'read:appointments', 'Less may be asked for, never more.'],
      ],
      coming: { title: '200 with a narrower access_token', words: 'The new token opens the next API alone, for the same person. Its claim act names the service (RFC 8693 §4.1).' },
    }),
    callApi({ bearer: '{{exchanged.access_token}}' }),
  ],
  breaks: [
    { id: 'more-scope', title: 'Ask for more than the token had', changes: [{ step: 'exchange', field: 'scope', to: 'write:appointments' }], refused: { step: 'exchange', by: 'server', error: 'invalid_scope', reason: 'exchange.scope_beyond' }, proves: 'What a person allowed does not grow on its way from service to service.' },
    { id: 'other-target', title: 'Name an API that was not agreed', changes: [{ step: 'exchange', field: 'audience', to: '{{issuer}}api/v2/' }], refused: { step: 'exchange', by: 'server', error: 'invalid_target', reason: 'exchange.target_not_allowed' }, proves: 'A service reaches the services that an administrator wrote down for it, and no others.' },
    { id: 'unknown-token', title: 'Bring a token that nobody made', changes: [{ step: 'exchange', field: 'subject_token', to: '{{random}}' }], refused: { step: 'exchange', by: 'server', error: 'invalid_request', reason: 'exchange.token_unknown' }, proves: 'Only tokens of this server that are alive are exchanged.' },
    { id: 'no-actor', title: 'Do not say who acts', changes: [{ step: 'exchange', field: 'actor_token', to: '' }, { step: 'exchange', field: 'actor_token_type', to: '' }], refused: { step: 'exchange', by: 'server', error: 'unauthorized_client', reason: 'exchange.impersonation_off' }, proves: 'A service does not pass for the person: the next one sees that somebody acts for them, and who.' },
    wrongSecret('exchange'),
  ],
};
