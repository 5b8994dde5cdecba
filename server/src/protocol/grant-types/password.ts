import { Refusal } from '../../kernel/refusal.ts';
import { proveLegacy } from '../legacy/prove-legacy.ts';
import { authorizePassword } from '../password/authorize-password.ts';
import type { GrantType } from './grant-type.ts';

/** RFC 6749 §4.3.2. RFC 9700 §2.4 is against it: off until tenant and application switch it on. */
export const password: GrantType = {
  name: 'password',
  isOffered: ({ legacyFlows }) => legacyFlows.includes('password'),
  async authorize(call, tools) {
    const permit = proveLegacy('password', call);
    return permit instanceof Refusal ? permit : authorizePassword({ permit, realm: undefined }, call, tools);
  },
};
