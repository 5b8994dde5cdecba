import { audience, clientId, clientSecret, scope } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { callApi, tokenCall, wrongSecret } from '../step-parts.ts';

const grant = 'urn:openid:params:grant-type:ciba';

/** OIDC CIBA: the person is asked somewhere else. */
export const ciba: Flow = {
  id: 'ciba', title: 'CIBA', about: 'An application knows who the person is and asks for a yes, on another device than the one where it was needed.',
  use: 'Payments at a counter, calls to a bank, and agents that need a yes before they act.', sections: ['OIDC CIBA §7', 'OIDC CIBA §10'],
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: [grant], callback: false },
  steps: [
    {
      id: 'ask', kind: 'call', to: 'server', method: 'POST', address: 'bc-authorize', title: 'POST /bc-authorize', words: 'The application names the person and what it wants. No browser is involved.',
      fields: [clientId, clientSecret, scope, audience, ['login_hint', '{{email}}', 'Who shall be asked; here it is you.'], ['binding_message', '{{code_word}}', 'A short text that both devices show, so that the person says yes to the right thing.']],
      coming: { title: '200 with auth_req_id', words: 'The request waits for the person. The application keeps its number.' },
    },
    {
      id: 'approve', kind: 'visit', title: 'The person opens /u/approvals', address: 'u/approvals', words: 'The person is told, and opens the page of this server on a device of their own.', fields: [], back: 'nothing', until: 'main[data-page=approvals] [role=status]',
      there: { title: 'Compare the message, then Allow or Decline', words: 'The page shows the application, the message and what is asked for.' }, coming: { title: '', words: '' },
    },
    tokenCall({
      title: 'POST /oauth/token with auth_req_id', words: 'Meanwhile the application asks, no more often than the server said.', polls: true,
      fields: [['grant_type', grant, 'Says that a person was asked.'], clientId, clientSecret, ['auth_req_id', '{{auth_req_id}}', 'The number of the request.']],
      coming: { title: '200 with access_token and id_token', words: 'Until the person has answered, each answer is authorization_pending. Then there are tokens, once.' },
    }),
    callApi(),
  ],
  breaks: [
    { id: 'declined', title: 'Press Decline', declines: true, refused: { step: 'token', by: 'server', error: 'access_denied', reason: 'poll.declined' }, proves: 'A person who did not expect the question says no, and nothing happens.' },
    { id: 'nobody', title: 'Ask somebody who is not there', changes: [{ step: 'ask', field: 'login_hint', to: 'nobody@nowhere.example' }], refused: { step: 'ask', by: 'server', error: 'unknown_user_id', reason: 'ciba.person_unknown' }, proves: 'Only applications with a secret learn this, and after a few wrong names they must wait.' },
    { id: 'too-early', title: 'Ask before the person has answered', skips: 'approve', refused: { step: 'token', by: 'server', error: 'authorization_pending', reason: 'poll.pending' }, proves: 'Naming a person is not enough: nothing happens without the yes.' },
    { id: 'twice', title: 'Use the auth_req_id twice', repeats: 'token', refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'auth_req_id.used' }, proves: 'One yes is good for one answer.' },
    wrongSecret('ask'),
  ],
};
