/** The characters of RFC 3986 §2 with a scheme in front: what a URL parser would repair is no address. */
const wellFormed = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+$/;
const escape = /%([0-9A-Fa-f]{2})/g;
const unreserved = /^[A-Za-z0-9\-._~]$/;
const longest = 2048;

/**
 * RFC 9449 §4.3: an address without query and fragment, in the one spelling that RFC 3986 §6.2.2 and RFC 3986 §6.2.3 lead to:
 * case of scheme, host and percent-encoding, what needs no percent-encoding, dot segments, default port, empty path.
 * `undefined`: it is no absolute http or https address, or names a user.
 */
export function normalAddress(text: string): string | undefined {
  if (text.length > longest || !wellFormed.test(text) || /%(?![0-9A-Fa-f]{2})/.test(text) || !URL.canParse(text)) return undefined;
  // Dot segments may be written as %2E, so percent-encoding comes first.
  const url = new URL(text.replace(escape, (written, hex: string) => {
    const character = String.fromCharCode(Number.parseInt(hex, 16));
    return unreserved.test(character) ? character : written.toUpperCase();
  }));
  if ((url.protocol !== 'https:' && url.protocol !== 'http:') || url.username !== '' || url.password !== '') return undefined;
  return `${url.protocol}//${url.host}${url.pathname}`;
}
