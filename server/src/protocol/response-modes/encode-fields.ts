import type { Fields } from './response-mode.ts';

/** RFC 6749 Appendix B, with %20 for a space: both form decoders and decodeURIComponent read it. */
export const encodeFields = (fields: Fields) => Object.entries(fields).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
