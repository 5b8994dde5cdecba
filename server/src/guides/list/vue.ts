import { weights, type Guide } from '../guide.ts';

/** Vue 3 in the browser, by auth0-vue. */
export const vue: Guide = {
  id: 'vue', title: 'Vue', about: 'People sign in to your single-page application; its components know who they are.',
  signs: [{ ecosystem: 'npm', packages: ['@auth0/auth0-vue'], weight: weights.itself }, { ecosystem: 'npm', packages: ['vue'], weight: weights.framework }],
  application: { type: 'spa', authentication: 'none' }, api: undefined,
  port: 5173, callbacks: [''], logouts: [''], webOrigin: true,
  environmentFile: '.env', environment: [{ name: 'VITE_AUTH0_DOMAIN', value: '{{issuerBase}}' }, { name: 'VITE_AUTH0_CLIENT_ID', value: '{{clientId}}' }, { name: 'VITE_AUTH0_AUDIENCE', value: '{{audience}}' }],
  install: 'npm install @auth0/auth0-vue',
  code: [
    {
      file: 'src/main.js', language: 'js', text: `import { createAuth0 } from '@auth0/auth0-vue';
import { createApp } from 'vue';
import App from './App.vue';

const auth0 = createAuth0({
  domain: import.meta.env.VITE_AUTH0_DOMAIN,
  clientId: import.meta.env.VITE_AUTH0_CLIENT_ID,
  authorizationParams: { redirect_uri: window.location.origin, audience: import.meta.env.VITE_AUTH0_AUDIENCE },
});
createApp(App).use(auth0).mount('#app');
`,
    },
    {
      file: 'src/App.vue', language: 'vue', text: `<script setup>
import { useAuth0 } from '@auth0/auth0-vue';

const { isLoading, isAuthenticated, user, loginWithRedirect, logout } = useAuth0();
const signOut = () => logout({ logoutParams: { returnTo: window.location.origin } });
</script>

<template>
  <p v-if="isLoading">One moment</p>
  <button v-else-if="!isAuthenticated" @click="loginWithRedirect()">Sign in</button>
  <p v-else>{{ user.email }} <button @click="signOut">Sign out</button></p>
</template>
`,
    },
  ],
  run: 'npm run dev -- --port {{port}}', next: 'Open {{url}} and sign in.',
};
