import type { PlainService } from '../plain-service.ts';

/** GitHub as its documentation describes it; it was not tried against GitHub itself. Only the address that is primary there is taken, and it is verified where GitHub says so. */
export const github: PlainService = {
  issuer: 'https://github.com/login/oauth', authorizationUrl: 'https://github.com/login/oauth/authorize', tokenUrl: 'https://github.com/login/oauth/access_token', pkce: true, secretMethod: 'client_secret_post', scope: ['user:email'],
  sources: [
    { url: 'https://api.github.com/user', fields: { user_id: 'id', name: 'name', nickname: 'login', picture: 'avatar_url', profile: 'html_url', website: 'blog' } },
    { url: 'https://api.github.com/user/emails', pick: { primary: true }, fields: { email: 'email', email_verified: 'verified' } },
  ],
};
