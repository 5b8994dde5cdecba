import { isLoopback } from './redirect-uri-rule.ts';

/**
 * May this origin be registered for reading answers in a browser? As browsers send it (RFC 6454 §6.2): scheme, host, and a port that is not the usual one, nothing behind it;
 * https, or http on a loopback address; no wildcard.
 * @returns what is wrong, in words; `undefined`: nothing
 */
export function findWebOriginFlaw(text: string): string | undefined {
  if (text.includes('*')) return 'it has a wildcard; origins are compared character for character';
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol)) return 'it is not an https origin, such as https://app.example';
  if (url.origin !== text) return `browsers write it ${url.origin}`;
  return url.protocol === 'https:' || isLoopback(url) ? undefined : 'http is taken for a loopback address only';
}
