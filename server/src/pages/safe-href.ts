const webSchemes: ReadonlySet<string> = new Set(['https:', 'http:']);

/**
 * A tenant-given URL as it may stand in a link or an image: absolute, https or http, without user name and password.
 * Everything else (`javascript:`, `data:`, relative, malformed) is `undefined` and is not shown.
 */
export function safeHref(url: string | undefined): string | undefined {
  const parsed = url === undefined ? null : URL.parse(url);
  if (parsed === null || !webSchemes.has(parsed.protocol) || parsed.username !== '' || parsed.password !== '') return undefined;
  return parsed.href;
}

const plainAddress = /^[^\s@<>"'?&#%,;:/\\()]{1,64}@[^\s@<>"'?&#%,;:/\\()]{1,255}$/;

/** A support address as a `mailto:` link, or `undefined` where it is not one plain address: no subject, no further recipients. */
export const safeMailto = (address: string | undefined): string | undefined => (address !== undefined && plainAddress.test(address) ? `mailto:${address}` : undefined);

/** A path of this server: `//host` and `/\host` would lead elsewhere. */
export const safePath = (path: string | undefined): string | undefined => (path !== undefined && /^\/(?![/\\])[^\u0000-\u0020\\]*$/.test(path) ? path : undefined);

const scripting: ReadonlySet<string> = new Set(['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'filesystem:', 'about:', 'view-source:']);

/**
 * Where a form may send an answer (OAuth Form Post §2): a registered redirect URI, which may have an application's own scheme (RFC 8252 §7.1).
 * It throws on a scheme that runs or reads things here: such a URI must never have been registered.
 */
export function formTarget(url: string): string {
  const parsed = URL.parse(url);
  if (parsed === null || scripting.has(parsed.protocol)) throw new Error('The form can not be sent to an address with this scheme.');
  return url;
}

/** The one origin that may read a message. It throws on `*`, on `null` and on whatever is not exactly an origin of the web. */
export function messageTarget(origin: string): string {
  const parsed = URL.parse(origin);
  if (parsed === null || !webSchemes.has(parsed.protocol) || parsed.origin !== origin) throw new Error('A message can only be posted to one exact https or http origin.');
  return origin;
}
