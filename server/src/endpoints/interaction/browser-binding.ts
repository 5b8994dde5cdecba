import { hash, randomBytes } from 'node:crypto';
import type { CookieChange, Request } from '../request.ts';

/** The browser as we know it again: a random value that it keeps in a cookie, and the hash under which that is stored. */
export interface BrowserBinding { readonly value: string; readonly hash: string; /** Sets the cookie where it was missing. */ readonly cookies: readonly CookieChange[] }

const shape = /^[A-Za-z0-9_-]{43}$/;
/** Half a year: it also tells a browser where somebody signed in before from one that is new. */
const maxAge = 180 * 86_400;

/** RFC 9700 §4.7: pages, forms and transactions belong to the browser in which they began. It says nothing about who sits there. */
export function browserBinding(request: Request): BrowserBinding {
  const known = request.cookie('browser');
  if (known !== undefined && shape.test(known)) return { value: known, hash: hashOf(known), cookies: [] };
  const value = randomBytes(32).toString('base64url');
  return { value, hash: hashOf(value), cookies: [{ name: 'browser', value, maxAge }] };
}

const hashOf = (value: string) => hash('sha256', value, 'base64url');
