import { clientId, clientSecret, nonce } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorizeForCode, codeFields, compareAnswer, compareIdToken, exchangeFields, makeValues, tokenCall, withSecret, wrongSecret } from '../step-parts.ts';

const legacy = 'http://auth0.com/oauth/legacy/grant-type/delegation';

/** Auth0's way of before RFC 8693. */
export const delegation: Flow = {
  id: 'delegation', title: 'Delegation (legacy)', about: 'An application exchanges an ID token for one that is for another application or for itself.',
  use: 'Only what is being moved away from: applications that were written for /delegation.', sections: ['RFC 8693'],
  warning: { why: 'An ID token says who signed in; here it is used as a key. It is no secret of one application, and there is no standard for the answer.', better: 'token-exchange', flag: 'allow_legacy_delegation_grant_types' },
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code', `${legacy}/id_token`, `${legacy}/refresh_token`], callback: true },
  steps: [
    makeValues('state', 'nonce'), authorizeForCode([...codeFields, nonce], 'First somebody signs in.'), compareAnswer,
    tokenCall({ title: 'POST /oauth/token with the code', words: 'The code is exchanged as always.', fields: withSecret(exchangeFields), coming: { title: '200 with id_token', words: 'The ID token tells who signed in.' } }),
    compareIdToken('id_token'),
    {
      id: 'delegation', kind: 'call', to: 'server', method: 'POST', address: 'delegation', title: 'POST /delegation', words: 'The application brings the ID token and names whom the new one shall be for.', under: 'delegated',
      fields: [
        ['grant_type', 'urn:ietf:params:oauth:grant-type:jwt-bearer', 'The name that Auth0 chose; it is not the grant of RFC 7523.'], clientId, clientSecret, ['id_token', '{{id_token}}', 'Whose token it shall be.'], ['refresh_token', '', 'May stand in the place of the ID token.'],
        ['target', '{{client_id}}', 'The application that the new token is for; here the same one, which renews its own.'], ['api_type', 'app', 'What the target is: app for an application.'], ['scope', 'openid', 'What the new token shall tell.'],
      ],
      coming: { title: '200 with the new id_token', words: 'A new ID token of the same person, for the target.' },
    },
  ],
  breaks: [
    { id: 'other-target', title: 'Name a target that was not agreed', changes: [{ step: 'delegation', field: 'target', to: '{{other_client_id}}' }], refused: { step: 'delegation', by: 'server', error: 'invalid_target', reason: 'delegation.target_not_allowed' }, proves: 'No application makes itself tokens for others: an administrator says for whom it may.' },
    { id: 'two-tokens', title: 'Bring two tokens', changes: [{ step: 'delegation', field: 'refresh_token', to: '{{random}}' }], refused: { step: 'delegation', by: 'server', error: 'invalid_request', reason: 'delegation.one_token' }, proves: 'It is always clear whose token the new one is made of.' },
    wrongSecret('delegation'),
  ],
};
