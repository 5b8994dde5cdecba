import type { PlainService } from '../plain-service.ts';

/** Facebook Login as its documentation describes it; it was not tried against Facebook itself. It says of no address that it is verified. */
export const facebook: PlainService = {
  issuer: 'https://www.facebook.com', authorizationUrl: 'https://www.facebook.com/dialog/oauth', tokenUrl: 'https://graph.facebook.com/oauth/access_token', pkce: false, secretMethod: 'client_secret_post', scope: ['public_profile', 'email'],
  sources: [{ url: 'https://graph.facebook.com/me?fields=id,name,first_name,last_name,email,picture.type(large)', fields: { user_id: 'id', name: 'name', given_name: 'first_name', family_name: 'last_name', email: 'email', picture: 'picture.data.url' } }],
};
