import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';
import type { Client, RegisteredRedirectUri } from './client.ts';

/**
 * RFC 9700 §2.1: exact string comparison.
 * RFC 8252 §7.3: for a native application any port of a loopback address, everything else exact.
 * Those that registered themselves write localhost too, where no administrator reads RFC 8252 §8.3: it gets the same freedom.
 * RFC 6749 §3.1.2.3 would let a sole registered URI stand in for a missing one.
 * Deviates: it must always be sent, as OIDC Core §3.1.2.1 has it, so that both requests of a flow name the same address.
 */
export function matchRedirectUri(client: Client, requested: string | undefined): RegisteredRedirectUri | OAuthRefusal {
  if (requested === undefined) return invalidRequest('redirect_uri.missing');
  if (client.redirectUris.includes(requested)) return requested as RegisteredRedirectUri;
  const loopback = client.registration === undefined ? loopbackAddress : loopbackName;
  if (client.type === 'native' && client.redirectUris.some((registered) => sameButPort(loopback, registered, requested))) return requested as RegisteredRedirectUri;
  return invalidRequest('redirect_uri.not_registered', closest(client.redirectUris, requested));
}

const loopbackAddress = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::(\d{1,5}))?(\/[^#]*)?$/;
const loopbackName = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?::(\d{1,5}))?(\/[^#]*)?$/;

function sameButPort(loopback: RegExp, registered: string, requested: string): boolean {
  const [a, b] = [loopback.exec(registered), loopback.exec(requested)];
  if (a === null || b === null) return false;
  const port = b[2];
  return a[1] === b[1] && (a[3] ?? '') === (b[3] ?? '') && (port === undefined || (Number(port) > 0 && Number(port) < 65_536));
}

/** What was sent and the registered URI that is nearest to it, with the difference in words. */
function closest(registered: readonly string[], requested: string): { readonly expected: string; readonly received: string } {
  const received = requested.slice(0, 300);
  if (registered.length === 0) return { received, expected: 'no callback URL is registered' };
  const nearest = registered.reduce((best, uri) => (commonStart(uri, requested) > commonStart(best, requested) ? uri : best));
  return { received, expected: `${nearest} (${difference(nearest, requested)})` };
}

function commonStart(a: string, b: string): number {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  return i;
}

function difference(registered: string, requested: string): string {
  if (`${registered}/` === requested || registered === `${requested}/`) return 'a trailing slash';
  if (registered.toLowerCase() === requested.toLowerCase()) return 'upper and lower case';
  if (registered.replace(/^https?/, '') === requested.replace(/^https?/, '')) return 'http and https';
  if (registered.replace(/:\d+(?=\/|$)/, '') === requested.replace(/:\d+(?=\/|$)/, '')) return 'the port';
  if (requested.startsWith(`${registered}?`)) return 'an added query';
  return `differs from character ${commonStart(registered, requested) + 1} on`;
}
