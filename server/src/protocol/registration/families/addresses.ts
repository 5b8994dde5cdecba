import type { Client } from '../../client/client.ts';
import { findRedirectUriFlaw, isLoopback, type ApplicationType } from '../../client/redirect-uri-rule.ts';
import { invalidClientMetadata, invalidRedirectUri } from '../../vocabulary/errors.ts';
import type { Family } from '../ground.ts';
import type { MetadataReader } from '../metadata-reader.ts';

const mostAddresses = 50;

/**
 * RFC 7591 §2 `redirect_uris`, OIDC Registration §2 `application_type`, OIDC RP-Initiated Logout §3.1 `post_logout_redirect_uris`.
 * An application that says nothing of its type and keeps no secret is a native one when it wants its answers on a loopback address or at a scheme of its own: RFC 8252 §7.3 then lets it choose the port.
 */
export const addresses: Family = (read) => {
  const redirectUris = read.texts('redirect_uris', mostAddresses) ?? [];
  const type = read.oneOf('application_type', ['web', 'native'] as const) ?? typeOf(read, redirectUris);
  read.accept('application_type', type);
  for (const uri of redirectUris) {
    const flaw = findRedirectUriFlaw(uri, type);
    if (flaw !== undefined) read.refuse(invalidRedirectUri('registration.redirect_uri_not_taken', { received: uri.slice(0, 200), expected: flaw }));
  }
  const isPublic = read.raw('token_endpoint_auth_method') === 'none';
  return {
    redirectUris, logoutUris: readLogoutUris(read, type), type: clientTypeOf(type, { redirectUris, isPublic }),
    // A public client in a browser asks the token endpoint from the page that its answers go to.
    webOrigins: isPublic ? [...new Set(redirectUris.flatMap(webOriginOf))] : [],
  };
};

function typeOf(read: MetadataReader, redirectUris: readonly string[]): ApplicationType {
  if (read.raw('token_endpoint_auth_method') !== 'none' || redirectUris.length === 0) return 'web';
  const local = redirectUris.some((uri) => {
    const url = URL.parse(uri);
    return url !== null && (url.protocol === 'http:' ? isLoopback(url) : url.protocol !== 'https:');
  });
  return local ? 'native' : 'web';
}

function clientTypeOf(type: ApplicationType, { redirectUris, isPublic }: { readonly redirectUris: readonly string[]; readonly isPublic: boolean }): Client['type'] {
  if (type === 'native') return 'native';
  if (redirectUris.length === 0) return 'non_interactive';
  return isPublic ? 'spa' : 'regular_web';
}

function readLogoutUris(read: MetadataReader, type: ApplicationType): readonly string[] {
  const uris = read.texts('post_logout_redirect_uris', mostAddresses) ?? [];
  for (const uri of uris) {
    const flaw = findRedirectUriFlaw(uri, type);
    if (flaw !== undefined) read.refuse(invalidClientMetadata('registration.url_not_taken', { received: `post_logout_redirect_uris: ${uri.slice(0, 200)}`, expected: flaw }));
  }
  return uris;
}

const webOriginOf = (uri: string): readonly string[] => {
  const url = URL.parse(uri);
  return url !== null && /^https?:$/.test(url.protocol) ? [url.origin] : [];
};
