import type { ClientAuthenticationMethod } from './method.ts';

/** RFC 6749 §2.1 public clients; OIDC Core §9 `none`: the client only says its name. */
export const none: ClientAuthenticationMethod = {
  name: 'none',

  present({ params }) {
    const clientId = params.optional('client_id');
    return clientId === undefined ? undefined : { clientId, secret: '' };
  },

  verify: () => true,
};
