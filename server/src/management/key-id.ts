import { parseTokenKey, type TokenKey } from '../kernel/opaque-token.ts';

/** An id of the API as the key behind its prefix (`rt_…`). */
export const parseKeyId = (prefix: string, id: string): TokenKey | undefined => (id.startsWith(prefix) ? parseTokenKey(id.slice(prefix.length)) : undefined);
