import type { PlainService } from '../plain-service.ts';

/** LinkedIn as its documentation describes it; it was not tried against LinkedIn itself. Its ID tokens carry no nonce, so the userinfo endpoint is asked instead. */
export const linkedin: PlainService = {
  issuer: 'https://www.linkedin.com/oauth', authorizationUrl: 'https://www.linkedin.com/oauth/v2/authorization', tokenUrl: 'https://www.linkedin.com/oauth/v2/accessToken', pkce: false, secretMethod: 'client_secret_post', scope: ['openid', 'profile', 'email'],
  sources: [{ url: 'https://api.linkedin.com/v2/userinfo', fields: { user_id: 'sub', name: 'name', given_name: 'given_name', family_name: 'family_name', email: 'email', email_verified: 'email_verified', picture: 'picture' } }],
};
