import { encodeFields } from './encode-fields.ts';
import type { ResponseMode } from './response-mode.ts';

/** OAuth Multiple Response Types §2.1. */
export const fragment: ResponseMode = {
  name: 'fragment',
  render: (redirectUri, fields) => ({ kind: 'redirect', to: `${redirectUri}#${encodeFields(fields)}` }),
};
