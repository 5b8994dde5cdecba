/** An issuer (RFC 8414 §2) in its one spelling, with the trailing slash; or what is wrong with it. */
export function parseIssuer(text: string): { readonly issuer: string } | { readonly problem: string } {
  if (!URL.canParse(text)) return { problem: 'it is not a URL' };
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return { problem: 'it must begin with https:// (or http:// on loopback)' };
  if (url.username !== '' || url.password !== '') return { problem: 'it must not contain credentials' };
  if (text.includes('?')) return { problem: 'it must not have a query' };
  if (text.includes('#')) return { problem: 'it must not have a fragment' };
  if (url.pathname !== '/') return { problem: 'it must not have a path: one tenant is one host name' };
  return { issuer: url.href };
}
