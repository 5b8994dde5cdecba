import { Refusal } from '../../kernel/refusal.ts';
import { isConfidential } from '../client/client.ts';
import { authorizeDirectly } from '../direct/authorize-directly.ts';
import type { ProvenCode } from '../ports/passwordless-check.ts';
import type { Payment } from '../tokens/issuance.ts';
import { invalidGrant } from '../vocabulary/errors.ts';
import type { GrantType } from './grant-type.ts';

/**
 * Auth0: the code that was mailed to a person, typed in an application of the tenant's own. `username` is the address, `realm` the connection.
 * Its browser is not known here, so the code is good wherever it is brought by the application that asked for it.
 */
export const passwordlessOtp: GrantType = {
  name: 'http://auth0.com/oauth/grant-type/passwordless/otp',

  async authorize(call, tools) {
    const { params, tenant, client, address, record } = call;
    const [username, code, realm] = [params.required('username'), params.required('otp'), params.required('realm')];
    if (username instanceof Refusal) return username;
    if (code instanceof Refusal) return code;
    if (realm instanceof Refusal) return realm;
    const prove = async () => {
      const proven = await tools.passwordlessCheck.proveCode({ tenant, realm, username, code, clientId: client.id, confidential: isConfidential(client), address, record });
      return proven instanceof Refusal ? proven : { subject: proven.subject, payment: payWith(proven) };
    };
    // Who comes second with a right code is told what a wrong one is told.
    return authorizeDirectly({ prove, amr: ['otp'], gty: passwordlessOtp.name, whenSpent: () => Promise.resolve(invalidGrant('passwordless.code_wrong')) }, call, tools);
  },
};

const payWith = ({ key, keepUntil }: ProvenCode) => ({ kind: 'mail_code', key, keepUntil, outcome: undefined }) as Payment;
