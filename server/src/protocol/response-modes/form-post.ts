import type { ResponseMode } from './response-mode.ts';

/** OAuth Form Post §2. */
export const formPost: ResponseMode = {
  name: 'form_post',
  render: (redirectUri, fields) => ({ kind: 'form_post', action: redirectUri, fields }),
};
