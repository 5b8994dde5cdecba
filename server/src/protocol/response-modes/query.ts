import { encodeFields } from './encode-fields.ts';
import type { ResponseMode } from './response-mode.ts';

/** OAuth Multiple Response Types §2.1; RFC 6749 §4.1.2: the registered URI stays as it is, byte for byte, and the answer is added. */
export const query: ResponseMode = {
  name: 'query',
  render: (redirectUri, fields) => ({ kind: 'redirect', to: `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${encodeFields(fields)}` }),
};
