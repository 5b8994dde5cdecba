import { nonce } from '../field-purposes.ts';
import type { Flow } from '../flow.ts';
import { authorizeForCode, callApi, changedAddress, codeFields, codeTooLate, codeTwice, compareAnswer, compareIdToken, exchangeFields, forgedState, idTokenAtApi, makeValues, otherAddress, otherAudience, tokenCall, withSecret, wrongSecret } from '../step-parts.ts';

/** RFC 6749 §4.1: for applications with a back end that keeps a secret. */
export const authorizationCode: Flow = {
  id: 'code', title: 'Authorization Code', about: 'A person signs in to an application whose back end keeps a secret.',
  use: 'Web applications with a server. Add PKCE, too: it costs nothing, and protects the code where the secret does not (RFC 9700 §2.1.1).', sections: ['RFC 6749 §4.1', 'OIDC Core §3.1'],
  application: { app_type: 'regular_web', token_endpoint_auth_method: 'client_secret_post', grant_types: ['authorization_code', 'refresh_token'], callback: true },
  steps: [
    makeValues('state', 'nonce'),
    authorizeForCode([...codeFields, nonce], 'The application sends the browser to this server and says what it wants. Nothing secret is in the address: everybody between may read it.'),
    compareAnswer,
    tokenCall({
      title: 'POST /oauth/token with client_secret', words: 'The back end exchanges the code, from server to server. The browser sees neither the secret nor the tokens.',
      fields: withSecret(exchangeFields), coming: { title: '200 with access_token and id_token', words: 'The access token is for the API. The ID token tells the application who signed in, and is for the application alone.' },
    }),
    compareIdToken('id_token'), callApi(),
  ],
  breaks: [wrongSecret(), codeTwice, changedAddress, codeTooLate, otherAddress, forgedState, otherAudience, idTokenAtApi()],
};
