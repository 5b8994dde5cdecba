import type { CookieChange, CookieName } from '../endpoints/request.ts';

interface CookieKind { readonly secureName: string; readonly plainName: string; readonly sameSite: 'None' | 'Lax'; /** A script may read it. */ readonly readable: boolean }

const kind = (name: string, sameSite: CookieKind['sameSite'], readable = false): CookieKind => ({ secureName: `__Host-gatehouse_${name}`, plainName: `gatehouse_${name}`, sameSite, readable });

/** `session` goes along into the hidden frame of silent renewal, which stands on another site, and `browser_state` is read in one; the others stay on top-level visits. */
const kinds: Readonly<Record<CookieName, CookieKind>> = { session: kind('session', 'None'), browser_state: kind('browser_state', 'None', true), browser: kind('browser', 'Lax'), language: kind('language', 'Lax') };

const longestValue = 512;
const mostCookies = 100;
const value = /^[A-Za-z0-9_.~-]+$/;

/** The name in the header. RFC 6265bis §4.1.3.2: with `__Host-` no other host and no plain http can have set it. */
export const cookieNameOf = (name: CookieName, secure: boolean): string => (secure ? kinds[name].secureName : kinds[name].plainName);

/**
 * One cookie of a Cookie header (RFC 6265 §4.2). `undefined` where it is missing or not of our making.
 * Which of two cookies of one name came from us can not be told: then both are ignored.
 */
export function findCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined || !header.includes(name)) return undefined;
  let found: string | undefined;
  for (const pair of header.split(';', mostCookies)) {
    const equals = pair.indexOf('=');
    if (equals === -1 || pair.slice(0, equals).trim() !== name) continue;
    if (found !== undefined) return undefined;
    found = pair.slice(equals + 1).trim();
  }
  return found !== undefined && found.length <= longestValue && value.test(found) ? found : undefined;
}

/**
 * The Set-Cookie header of a change.
 * Deviates: on plain http (loopback) neither prefix, Secure nor SameSite=None can be had; browsers would drop the cookie.
 */
export function renderCookie(change: CookieChange, secure: boolean): string {
  const { sameSite, readable } = kinds[change.name];
  if (change.value !== undefined && !value.test(change.value)) throw new Error(`The value of the cookie ${change.name} has characters that no cookie of ours has.`);
  const life = change.value === undefined ? '; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT' : change.maxAge === undefined ? '' : `; Max-Age=${change.maxAge}`;
  const attributes = `; Path=/${readable ? '' : '; HttpOnly'}${secure ? `; Secure; SameSite=${sameSite}` : '; SameSite=Lax'}`;
  return `${cookieNameOf(change.name, secure)}=${change.value ?? ''}${life}${attributes}`;
}
