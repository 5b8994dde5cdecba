import { weights, type Guide } from '../guide.ts';

/** Next.js 16, by nextjs-auth0 4: its routes are /auth/login, /auth/logout and /auth/callback. */
export const nextjs: Guide = {
  id: 'nextjs', title: 'Next.js', about: 'People sign in to your Next.js application; pages on the server know who they are.',
  signs: [{ ecosystem: 'npm', packages: ['@auth0/nextjs-auth0'], weight: weights.itself }, { ecosystem: 'npm', packages: ['next'], weight: weights.special }],
  application: { type: 'regular_web', authentication: 'client_secret_post' }, api: undefined,
  port: 3000, callbacks: ['/auth/callback'], logouts: [''], webOrigin: false,
  environmentFile: '.env.local',
  environment: [
    { name: 'AUTH0_DOMAIN', value: '{{issuerBase}}' }, { name: 'AUTH0_CLIENT_ID', value: '{{clientId}}' }, { name: 'AUTH0_CLIENT_SECRET', value: '{{clientSecret}}' }, { name: 'AUTH0_SECRET', value: '{{random}}' }, { name: 'APP_BASE_URL', value: '{{url}}' },
  ],
  install: 'npm install @auth0/nextjs-auth0',
  code: [
    {
      file: 'lib/auth0.js', language: 'js', text: `import { Auth0Client } from '@auth0/nextjs-auth0/server';

// While you develop, the server may be on this machine and speak plain http.
export const auth0 = new Auth0Client({ allowInsecureRequests: process.env.NODE_ENV === 'development' });
`,
    },
    {
      file: 'proxy.js', language: 'js', text: `import { auth0 } from './lib/auth0.js';

export const proxy = (request) => auth0.middleware(request);
export const config = { matcher: ['/((?!_next/static|_next/image|favicon.ico).*)'] };
`,
    },
    {
      file: 'app/page.jsx', language: 'tsx', text: `import { auth0 } from '../lib/auth0.js';

export default async function Page() {
  const session = await auth0.getSession();
  if (session === null) return <a href="/auth/login">Sign in</a>;
  return <p>{session.user.email} <a href="/auth/logout">Sign out</a></p>;
}
`,
    },
  ],
  run: 'npm run dev -- --port {{port}}', next: 'Open {{url}} and sign in. Up to Next.js 15, proxy.js is called middleware.js, and its function middleware. Where the server runs as `gatehouse dev --https`, start the application with `NODE_EXTRA_CA_CERTS=<data folder>/ca/ca.pem`.',
};
