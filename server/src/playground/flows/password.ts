import { audience, clientId, clientSecret, scope } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { callApi, idTokenAtApi, tokenCall, wrongSecret } from '../step-parts.ts';

/** RFC 6749 §4.3, which RFC 9700 §2.4 forbids. */
export const password: Flow = {
  id: 'password', title: 'Resource Owner Password', about: 'An application takes the password of a person and exchanges it for tokens.',
  use: 'Only what is being moved away from: older applications with a form of their own.', sections: ['RFC 6749 §4.3', 'RFC 9700 §2.4'],
  warning: { why: 'The application sees the password. People learn to type it anywhere, nothing but a password can ever be asked for, and whoever breaks into the application has it, too (RFC 9700 §2.4).', better: 'code-pkce', flag: 'allow_legacy_password_grant_types' },
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: ['password'], callback: false },
  asks: [{ name: 'username', label: 'Email address of a person', secret: false }, { name: 'password', label: 'The password', secret: true }],
  steps: [
    tokenCall({
      title: 'POST /oauth/token with the password', words: 'The application sends what the person typed into its own form.',
      fields: [['grant_type', 'password', 'Says that a password is brought.'], ['username', '{{username}}', 'Who it is.'], ['password', '{{password}}', 'The password itself: this is what is wrong with the flow.'], clientId, clientSecret, scope, audience],
      coming: { title: '200 with access_token and id_token', words: 'The same tokens as after a sign-in, without any of its protection.' },
    }),
    callApi(),
  ],
  breaks: [
    { id: 'wrong-password', title: 'Send a wrong password', changes: [{ step: 'token', field: 'password', to: '{{random}}' }], refused: { step: 'token', by: 'server', error: 'invalid_grant', reason: 'login.bad_credentials' }, proves: 'The answer does not tell whether the person or the password was wrong, and too many tries must wait.' },
    wrongSecret(), idTokenAtApi(),
  ],
};
