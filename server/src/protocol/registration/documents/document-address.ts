const longest = 512;

/** Is this client_id meant as the address of a metadata document? No client_id of ours has a colon. */
export const namesDocument = (clientId: string): boolean => /^https?:/i.test(clientId);

/**
 * OAuth Client ID Metadata Document §3: https, a path, no fragment, no user information, no dot segments; a port may be there.
 * There must be one spelling of it, for client identifiers are compared as text: the one that `URL` writes.
 * @returns what is wrong, in words; `undefined`: nothing
 */
export function findDocumentAddressFlaw(text: string): string | undefined {
  if (text.length > longest) return `it is longer than ${longest} characters`;
  const url = URL.parse(text);
  if (url === null) return 'it is no URL';
  if (url.protocol !== 'https:') return 'the scheme is not https';
  if (text.includes('#')) return 'it has a fragment';
  if (url.username !== '' || url.password !== '' || /^https:\/\/[^/?]*@/.test(text)) return 'it has user information';
  if (!/^https:\/\/[^/?#]+\//.test(text)) return 'it has no path';
  if (/\/(?:\.|%2e){1,2}(?:[/?]|$)/i.test(text)) return 'it has dot segments';
  return url.href === text ? undefined : 'it is not spelled as URLs are: host in lower case, no default port, percent-encoding where it is needed';
}
