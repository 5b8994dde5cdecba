import { assertionAlgsOf } from '../client/assertion-algs.ts';
import { isKeyProblem, verifyWithClientKeys } from '../client/verify-with-client-keys.ts';
import { rulesOf } from '../client/profiles.ts';
import { invalidClient } from '../vocabulary/errors.ts';
import { presentAssertion, proveAssertion } from './assertion.ts';
import type { AssertionPresentation, ClientAuthenticationMethod } from './method.ts';

/** RFC 7523 §2.2, OIDC Core §9 `private_key_jwt`: a statement that is signed with the private key of the client. */
export const privateKeyJwt: ClientAuthenticationMethod<AssertionPresentation> = {
  name: 'private_key_jwt',

  present: (credentials, { jwts }) => presentAssertion(credentials, jwts, (alg) => !alg.startsWith('HS')),

  async verify({ jwt, shown }, call, tools) {
    // RFC 8725 §3.1: the algorithm is ours to choose, never the sender's.
    const algs = assertionAlgsOf(call.client, rulesOf(call.client).signingAlgs);
    if (!algs.includes(shown.header.alg)) return invalidClient('assertion.alg_not_allowed', { expected: algs.join(' '), received: shown.header.alg.slice(0, 40) });
    const verified = await verifyWithClientKeys({ jwt, client: call.client, algs }, tools);
    if (isKeyProblem(verified)) return invalidClient(verified.problem === 'no_key' ? 'assertion.key_unknown' : 'assertion.signature_wrong', { expected: verified.expected, received: verified.received });
    return proveAssertion(verified, call);
  },
};
