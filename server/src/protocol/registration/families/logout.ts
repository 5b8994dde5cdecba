import { isLoopback } from '../../client/redirect-uri-rule.ts';
import type { Family } from '../ground.ts';
import type { MetadataReader } from '../metadata-reader.ts';
import { readOutboundUrl } from '../urls.ts';

/** OIDC Back-Channel Logout §2.2, OIDC Front-Channel Logout §2: how the client learns that a session ended. */
export const logout: Family = (read, ground) => ({
  logout: {
    backchannelUri: readOutboundUrl(read, 'backchannel_logout_uri', ground),
    backchannelSessionRequired: read.flag('backchannel_logout_session_required'),
    frontchannelUri: readFrontchannelUri(read),
    frontchannelSessionRequired: read.flag('frontchannel_logout_session_required'),
  },
});

/** OIDC Front-Channel Logout §2: a page of the application itself, so its origin is one of a redirect URI. */
function readFrontchannelUri(read: MetadataReader): string | undefined {
  const uri = read.text('frontchannel_logout_uri');
  if (uri === undefined) return undefined;
  const url = URL.parse(uri);
  const web = url !== null && !uri.includes('#') && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
  const own = web && (read.texts('redirect_uris', 50) ?? []).some((one) => URL.parse(one)?.origin === url.origin);
  return own ? uri : read.fault('registration.url_not_taken', `frontchannel_logout_uri = '${uri.slice(0, 120)}'`, 'an https URL at the origin of one of the redirect_uris');
}
