import { assertionAlgsOf, secretAlgs } from '../client/assertion-algs.ts';
import { invalidClient } from '../vocabulary/errors.ts';
import { presentAssertion, proveAssertion } from './assertion.ts';
import type { AssertionPresentation, ClientAuthenticationMethod } from './method.ts';
import { validSecrets } from './secrets.ts';

/** OIDC Core §9 `client_secret_jwt`: a statement with a MAC by the client secret, which itself never travels. */
export const clientSecretJwt: ClientAuthenticationMethod<AssertionPresentation> = {
  name: 'client_secret_jwt',

  present: (credentials, { jwts }) => presentAssertion(credentials, jwts, (alg) => alg.startsWith('HS')),

  async verify({ jwt, shown }, call, { jwts, secretSeal }) {
    const algs = assertionAlgsOf(call.client, secretAlgs);
    if (!algs.includes(shown.header.alg)) return invalidClient('assertion.alg_not_allowed', { expected: algs.join(' '), received: shown.header.alg.slice(0, 40) });
    const sealed = validSecrets(call.client, call.now).flatMap((secret) => secret.sealed ?? []);
    if (sealed.length === 0) return invalidClient('assertion.key_unknown', { expected: 'a secret that is kept as a key', received: 'none is kept' });
    // Two secrets are valid while one is rotated.
    for (const one of sealed) {
      const verified = await jwts.verifyWithSecret(jwt, secretSeal.open(one, call.client), algs);
      if (verified !== undefined) return proveAssertion(verified, call);
    }
    return invalidClient('assertion.signature_wrong', { expected: 'a MAC by the client secret', received: shown.header.alg });
  },
};
