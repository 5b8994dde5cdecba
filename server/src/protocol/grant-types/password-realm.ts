import { Refusal } from '../../kernel/refusal.ts';
import { proveLegacy } from '../legacy/prove-legacy.ts';
import { authorizePassword } from '../password/authorize-password.ts';
import type { GrantType } from './grant-type.ts';

/** Auth0: RFC 6749 §4.3.2 with the name of the connection in `realm`. */
export const passwordRealm: GrantType = {
  name: 'http://auth0.com/oauth/grant-type/password-realm',
  isOffered: ({ legacyFlows }) => legacyFlows.includes('password'),
  async authorize(call, tools) {
    const permit = proveLegacy('password', call);
    if (permit instanceof Refusal) return permit;
    const realm = call.params.required('realm');
    return realm instanceof Refusal ? realm : authorizePassword({ permit, realm }, call, tools);
  },
};
