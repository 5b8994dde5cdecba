import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './look/tokens.css';
import './look/base.css';
import './look/pieces.css';
import './frame/shell.css';
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Dashboard } from './frame/dashboard.tsx';
import { theme, variables } from './look/theme.ts';
import { SignedIn } from './session/signed-in.tsx';
import { styleNonce } from './session/page-facts.ts';

const nonce = styleNonce();
// What locks scrolling behind a dialog brings a style of its own, and asks here for the nonce.
Object.assign(globalThis, { __webpack_nonce__: nonce });

createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto" colorSchemeManager={localStorageColorSchemeManager({ key: 'gatehouse.theme' })} getStyleNonce={() => nonce}>
      <SignedIn><Dashboard /></SignedIn>
    </MantineProvider>
  </StrictMode>,
);
