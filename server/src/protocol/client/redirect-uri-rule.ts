const longest = 2048;
/** What readers of URLs skip or take for something else: white space, control characters, the backslash. */
const misread = /[\0-\x20\x7f-\uffff\\]/;
const loopbackHosts: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);
/** Names of answers: a registered query with one of them would speak for us (RFC 9700 §4.1, A006). */
const answerNames: ReadonlySet<string> = new Set(['code', 'state', 'iss', 'response', 'error', 'id_token', 'access_token']);

/** OIDC Registration §2 `application_type`. */
export type ApplicationType = 'web' | 'native';

/** RFC 8252 §7.3: an address of the machine on which the browser runs. */
export const isLoopback = (url: URL): boolean => loopbackHosts.has(url.hostname);

/**
 * May this URI be registered for answers? Absolute, without fragment (RFC 6749 §3.1.2), wildcard and user information, and not what runs or reads things in a browser:
 * https, http on a loopback address (RFC 8252 §7.3), and for a native application a scheme of its own with a dot in it (RFC 8252 §7.1). A010 of the attack cases.
 * @returns what is wrong, in words; `undefined`: nothing
 */
export function findRedirectUriFlaw(uri: string, type: ApplicationType): string | undefined {
  if (uri.length > longest) return `it is longer than ${longest} characters`;
  if (misread.test(uri) || !URL.canParse(uri)) return 'it is not an absolute URL in ASCII';
  if (uri.includes('#')) return 'it has a fragment';
  if (uri.includes('*')) return 'it has a wildcard; addresses are compared character for character';
  const url = new URL(uri);
  return findSchemeFlaw(url, type) ?? findPartFlaw(uri, url);
}

function findSchemeFlaw(url: URL, type: ApplicationType): string | undefined {
  if (url.protocol === 'https:') return undefined;
  if (url.protocol === 'http:') return isLoopback(url) ? undefined : 'http is taken for a loopback address only';
  if (!url.protocol.includes('.')) return `the scheme ${url.protocol.slice(0, 40)} is neither https nor one of its own with a dot in it, such as com.example.app:`;
  return type === 'native' ? undefined : 'a scheme of its own is for native applications (application_type)';
}

function findPartFlaw(uri: string, url: URL): string | undefined {
  if (url.username !== '' || url.password !== '' || /^[a-z]+:\/\/[^/?]*@/i.test(uri)) return 'it has user information';
  if (/^https?:(?!\/\/[^/?])/i.test(uri)) return 'two slashes and a host do not follow the scheme';
  const reserved = [...url.searchParams.keys()].find((name) => answerNames.has(name));
  return reserved === undefined ? undefined : `its query has ${reserved}, which is a name of answers`;
}
