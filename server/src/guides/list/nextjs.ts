import { weights, type Guide } from '../guide.ts';

/** Next.js, by nextjs-auth0 4: its routes are /auth/login, /auth/logout and /auth/callback. */
export const nextjs: Guide = {
  id: 'nextjs', title: 'Next.js', about: 'People sign in to your Next.js application; pages on the server know who they are.',
  signs: [{ ecosystem: 'npm', packages: ['@auth0/nextjs-auth0'], weight: weights.itself }, { ecosystem: 'npm', packages: ['next'], weight: weights.special }],
  application: { type: 'regular_web', authentication: 'client_secret_post' }, api: undefined, httpsOnly: true,
  port: 3000, callbacks: ['/auth/callback'], logouts: [''], webOrigin: false,
  environmentFile: '.env.local',
  environment: [
    { name: 'AUTH0_DOMAIN', value: '{{domain}}' }, { name: 'AUTH0_CLIENT_ID', value: '{{clientId}}' }, { name: 'AUTH0_CLIENT_SECRET', value: '{{clientSecret}}' }, { name: 'AUTH0_SECRET', value: '{{random}}' }, { name: 'APP_BASE_URL', value: '{{url}}' },
  ],
  install: 'npm install @auth0/nextjs-auth0',
  code: [
    {
      file: 'lib/auth0.js', language: 'js', text: `import { Auth0Client } from '@auth0/nextjs-auth0/server';

export const auth0 = new Auth0Client();
`,
    },
    {
      file: 'middleware.js (up to Next.js 15; from 16 on proxy.js, and the function is called proxy)', language: 'js', text: `import { auth0 } from './lib/auth0.js';

export const middleware = (request) => auth0.middleware(request);
export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'] };
`,
    },
    {
      file: 'app/page.jsx', language: 'tsx', text: `import { auth0 } from '../lib/auth0.js';

export default async function Page() {
  const session = await auth0.getSession();
  return session === null ? <a href="/auth/login">Sign in</a> : <p>{session.user.email} <a href="/auth/logout">Sign out</a></p>;
}
`,
    },
  ],
  run: 'npm run dev -- --port {{port}}', next: 'Open {{url}} and sign in. Where the certificate is one of `gatehouse dev --https`, start with `NODE_EXTRA_CA_CERTS=<data folder>/ca/ca.pem` before it.',
};
