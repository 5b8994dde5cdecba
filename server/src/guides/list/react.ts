import { weights, type Guide } from '../guide.ts';

/** React in the browser, by auth0-react. */
export const react: Guide = {
  id: 'react', title: 'React', about: 'People sign in to your single-page application; it knows who they are.',
  signs: [{ ecosystem: 'npm', packages: ['@auth0/auth0-react'], weight: weights.itself }, { ecosystem: 'npm', packages: ['react'], weight: weights.framework }],
  application: { type: 'spa', authentication: 'none' }, api: undefined,
  port: 5173, callbacks: [''], logouts: [''], webOrigin: true,
  environmentFile: '.env', environment: [{ name: 'VITE_AUTH0_DOMAIN', value: '{{issuerBase}}' }, { name: 'VITE_AUTH0_CLIENT_ID', value: '{{clientId}}' }, { name: 'VITE_AUTH0_AUDIENCE', value: '{{audience}}' }],
  install: 'npm install @auth0/auth0-react',
  code: [
    {
      file: 'src/main.jsx', language: 'tsx', text: `import { Auth0Provider } from '@auth0/auth0-react';
import { createRoot } from 'react-dom/client';
import { App } from './App.jsx';

createRoot(document.getElementById('root')).render(
  <Auth0Provider
    domain={import.meta.env.VITE_AUTH0_DOMAIN}
    clientId={import.meta.env.VITE_AUTH0_CLIENT_ID}
    authorizationParams={{ redirect_uri: window.location.origin, audience: import.meta.env.VITE_AUTH0_AUDIENCE }}
  >
    <App />
  </Auth0Provider>,
);
`,
    },
    {
      file: 'src/App.jsx', language: 'tsx', text: `import { useAuth0 } from '@auth0/auth0-react';

export function App() {
  const { isLoading, isAuthenticated, user, loginWithRedirect, logout } = useAuth0();
  if (isLoading) return <p>One moment</p>;
  if (!isAuthenticated) return <button onClick={() => loginWithRedirect()}>Sign in</button>;
  return <p>{user.email} <button onClick={() => logout({ logoutParams: { returnTo: window.location.origin } })}>Sign out</button></p>;
}
`,
    },
  ],
  run: 'npm run dev -- --port {{port}}', next: 'Open {{url}} and sign in.',
};
