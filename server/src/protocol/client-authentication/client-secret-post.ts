import type { ClientAuthenticationMethod, SecretPresentation } from './method.ts';
import { verifySecret } from './secrets.ts';

/** RFC 6749 §2.3.1: credentials in the request body. */
export const clientSecretPost: ClientAuthenticationMethod<SecretPresentation> = {
  name: 'client_secret_post',

  present({ params }) {
    const secret = params.optional('client_secret');
    return secret === undefined ? undefined : { clientId: params.optional('client_id') ?? '', secret };
  },

  verify: verifySecret,
};
