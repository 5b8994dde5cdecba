import type { Client } from '../client/client.ts';

/** The session that ended, as the applications know it. */
export interface EndedSession { readonly issuer: string; readonly sid: string }

/**
 * OIDC Front-Channel Logout §2: what a hidden frame loads, so that the application ends its own session in this browser; its own query stays.
 * iss and sid only where the application registered that it needs them. `undefined`: it registered no such address, or none that a frame may load.
 */
export function findFrontchannelAddress({ logout }: Client, { issuer, sid }: EndedSession): string | undefined {
  const { frontchannelUri: uri, frontchannelSessionRequired } = logout;
  if (uri === undefined || !/^https?:\/\//i.test(uri) || !URL.canParse(uri)) return undefined;
  const url = new URL(uri);
  if (!frontchannelSessionRequired) return url.href;
  const facts = new URLSearchParams({ iss: issuer, sid }).toString();
  url.search = url.search === '' ? facts : `${url.search}&${facts}`;
  return url.href;
}
