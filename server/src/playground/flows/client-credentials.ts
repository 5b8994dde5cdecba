import { audience, clientId, clientSecret } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { callApi, tokenCall, wrongSecret } from '../step-parts.ts';

/** RFC 6749 §4.4: a machine in its own name. */
export const clientCredentials: Flow = {
  id: 'client-credentials', title: 'Client Credentials', about: 'A machine gets a token in its own name. Nobody signs in.',
  use: 'Jobs, services and command-line tools that act for themselves.', sections: ['RFC 6749 §4.4'], needsApi: true,
  application: { app_type: 'non_interactive', token_endpoint_auth_method: 'client_secret_post', grant_types: ['client_credentials'], callback: false, granted: ['read:appointments'] },
  steps: [
    tokenCall({
      title: 'POST /oauth/token with client_secret', words: 'The machine proves who it is with its secret and names the API. What it may do there was granted beforehand, by an administrator.',
      fields: [['grant_type', 'client_credentials', 'Says that the application asks for itself.'], clientId, clientSecret, audience, ['scope', 'read:appointments', 'Which of the permissions that it was granted are wanted. Left out: all of them.']],
      coming: { title: '200 with access_token', words: 'There is no ID token and no refresh token: nobody signed in, and the machine can ask again. Keep the token until it is nearly over.' },
    }),
    callApi(),
  ],
  breaks: [
    wrongSecret(),
    { id: 'not-granted', title: 'Ask for a permission that was not granted', changes: [{ step: 'token', field: 'scope', to: 'write:appointments' }], refused: { step: 'token', by: 'server', error: 'invalid_scope', reason: 'scope.not_allowed' }, proves: 'A machine gets what an administrator granted, and nothing by asking for it.' },
    { id: 'unknown-api', title: 'Ask for an API that nobody registered', changes: [{ step: 'token', field: 'audience', to: 'https://nobody.example' }], refused: { step: 'token', by: 'server', error: 'invalid_target', reason: 'target.unknown' }, proves: 'There are no tokens for whoever happens to listen: an API is registered before tokens are made for it (RFC 8707 §2).' },
    { id: 'other-api', title: 'Ask for an API that it was not granted', changes: [{ step: 'token', field: 'audience', to: '{{issuer}}api/v2/' }, { step: 'token', field: 'scope', to: '' }], refused: { step: 'token', by: 'server', error: 'access_denied', reason: 'target.not_granted' }, proves: 'A secret opens only the APIs that the machine was granted.' },
    { id: 'read-token-writes', title: 'Book an appointment with a token that may only read', methods: [{ step: 'api', to: 'POST' }], refused: { step: 'api', by: 'api', error: 'insufficient_scope', reason: 'api.scope_missing' }, proves: 'The API compares what the call needs with what the token allows (RFC 6750 §3.1).' },
  ],
};
