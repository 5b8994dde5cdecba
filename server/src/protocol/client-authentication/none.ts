import type { ClientAuthenticationMethod, SecretPresentation } from './method.ts';
import { believed } from './secrets.ts';

/** RFC 6749 §2.1 public clients; OIDC Core §9 `none`: the client only says its name. */
export const none: ClientAuthenticationMethod<SecretPresentation> = {
  name: 'none',

  present({ params }) {
    const clientId = params.optional('client_id');
    return clientId === undefined ? undefined : { clientId, secret: '' };
  },

  verify: () => believed,
};
