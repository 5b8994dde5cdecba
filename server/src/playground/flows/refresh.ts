import { clientId, scope } from '../field-purposes.ts';
import type { Field, Flow } from '../flow.ts';
import { authorizeForCode, callApi, compareAnswer, exchangeFields, makeValues, pkceFields, tokenCall, verifier } from '../step-parts.ts';

const offline: Field = [scope[0], `${scope[1]} offline_access`, 'As in every sign-in, with offline_access: it asks for a refresh token.'];

/** RFC 6749 §6: new tokens without the person. */
export const refresh: Flow = {
  id: 'refresh', title: 'Refresh', about: 'An application gets new tokens without asking the person again.',
  use: 'Applications that people stay signed in to, longer than an access token lives.', sections: ['RFC 6749 §6', 'RFC 9700 §2.2.2'],
  application: { app_type: 'spa', token_endpoint_auth_method: 'none', grant_types: ['authorization_code', 'refresh_token'], callback: true },
  steps: [
    makeValues('state', 'nonce', 'code_verifier', 'code_challenge'),
    authorizeForCode(pkceFields.map((field) => (field === scope ? offline : field)), 'A sign-in like any other; the scope offline_access asks for a refresh token besides.'),
    compareAnswer,
    tokenCall({ title: 'POST /oauth/token with the code', words: 'The code is exchanged as always.', fields: [...exchangeFields, verifier], coming: { title: '200 with refresh_token', words: 'Besides the others there is a refresh token. It is as good as a sign-in: keep it where nobody reads it.' } }),
    tokenCall({
      id: 'refresh', title: 'POST /oauth/token with refresh_token', words: 'When the access token is nearly over, the application brings the refresh token. Nobody is asked.',
      fields: [['grant_type', 'refresh_token', 'Says that a refresh token is brought.'], clientId, ['refresh_token', '{{refresh_token}}', 'The one of the last answer.'], ['scope', '', 'Left out: the same as before. Less may be asked for, never more.']],
      coming: { title: '200 with the next refresh_token', words: 'The answer brings a new access token and the next refresh token: each is good once.' },
    }),
    callApi(),
  ],
  breaks: [
    { id: 'refresh-twice', title: 'Use the refresh token twice', repeats: 'refresh', refused: { step: 'refresh', by: 'server', error: 'invalid_grant', reason: 'refresh.reused' }, proves: 'One of two who bring the same refresh token is a thief, and the server can not know which: everything that came of the sign-in is revoked (RFC 9700 §4.14.2).' },
    { id: 'more-scope', title: 'Ask for more than was granted', changes: [{ step: 'refresh', field: 'scope', to: 'write:appointments' }], refused: { step: 'refresh', by: 'server', error: 'invalid_scope', reason: 'scope.not_allowed' }, proves: 'What a person allowed does not grow by refreshing.' },
    { id: 'access-token', title: 'Bring the access token instead', changes: [{ step: 'refresh', field: 'refresh_token', to: '{{access_token}}' }], refused: { step: 'refresh', by: 'server', error: 'invalid_grant', reason: 'refresh.unknown' }, proves: 'An API that was handed an access token can not make itself new ones.' },
    { id: 'other-client', title: 'Bring it as another application', changes: [{ step: 'refresh', field: 'client_id', to: '{{other_client_id}}' }], refused: { step: 'refresh', by: 'server', error: 'invalid_grant', reason: 'refresh.other_client' }, proves: 'A refresh token belongs to the application that it was made for.' },
  ],
};
