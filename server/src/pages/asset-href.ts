import { createHash } from 'node:crypto';

/**
 * Where an asset is served: `/assets/<file>?v=<hash of its content>`, so that browsers may keep it for ever and still get a new one at once.
 * `file` is a name within `server/assets/`, `content` what the file holds.
 */
export const assetHref = (file: string, content: string | Uint8Array): string => `/assets/${encodeURIComponent(file)}?v=${createHash('sha256').update(content).digest('base64url').slice(0, 16)}`;
