import type { Brand } from '../../kernel/brand.ts';
import type { OutboundFailure, OutboundPolicy } from '../ports/outbound.ts';

/** A URL whose form allows a request to it. Where its name leads is judged at each request anew. */
export type OutboundUrl = Brand<string, 'OutboundUrl'>;

/** What the one asking allows beyond the rule. */
export interface OutboundUrlForm { /** A fragment may follow (it is never sent): OIDC Core §6.2 has one in a request_uri. */ readonly fragment?: boolean }

const longest = 2048;
/** What `URL` reads silently as something else: white space and control characters, and the backslash. */
const misread = /[\0-\x20\x7f\\]/;

/**
 * Judges the form alone of a URL that the server shall ask some day (jwks_uri, request_uri, sector_identifier_uri, notification and logout addresses), at registration:
 * https, or http for a host that the operator's allow-list names; no user info, no fragment unless the form allows one, no address that is not public, and one spelling of an address.
 * The text comes back as it was. RFC 7591 §5, RFC 9101 §10.4.1.
 */
export function proveOutboundUrl(text: string, policy: OutboundPolicy, form: OutboundUrlForm = {}): OutboundUrl | OutboundFailure {
  if (text.length > longest) return refused(`the URL is longer than ${longest} characters`);
  if (misread.test(text) || !URL.canParse(text)) return refused('it is not a well-formed URL');
  const url = new URL(text);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return refused(`the scheme is ${url.protocol.slice(0, -1)}, not https`);
  const malformed = findFlaw(text, url, form);
  if (malformed !== undefined) return refused(malformed);
  const standing = policy.standingOf(url.hostname, portOf(url));
  if (standing === 'refused') return { failure: 'address_refused', detail: `${url.hostname} is not a public address` };
  if (url.protocol === 'http:' && standing !== 'named') return refused('the scheme is http, not https');
  return text as OutboundUrl;
}

/** The port of an http or https URL, also where it is the usual one. */
export const portOf = (url: URL): number => (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port));

function findFlaw(text: string, url: URL, { fragment = false }: OutboundUrlForm): string | undefined {
  const authority = /^https?:\/\/([^/?#]+)/i.exec(text)?.[1];
  if (authority === undefined) return 'two slashes and a host do not follow the scheme';
  if (authority.includes('@')) return 'it holds user information';
  if (text.includes('#') && !fragment) return 'it holds a fragment';
  if (url.port === '0') return 'nothing listens on port 0';
  if (url.hostname.endsWith('.')) return 'the host ends in a dot';
  // Decimal, octal, hexadecimal and short spellings of an IPv4 address: other readers of the same text would go elsewhere.
  if (/^[0-9.]+$/.test(url.hostname) && authority.replace(/:[0-9]*$/, '') !== url.hostname) return 'the IPv4 address is not spelled in its four decimal numbers';
  return undefined;
}

const refused = (detail: string): OutboundFailure => ({ failure: 'url_refused', detail });
