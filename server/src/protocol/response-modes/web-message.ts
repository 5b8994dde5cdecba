import type { ResponseMode } from './response-mode.ts';

/** Auth0: posts the answer to the window that opened or framed the page, at exactly the origin of the registered redirect URI. */
export const webMessage: ResponseMode = {
  name: 'web_message',
  render: (redirectUri, fields) => ({ kind: 'web_message', targetOrigin: new URL(redirectUri).origin, fields }),
};
