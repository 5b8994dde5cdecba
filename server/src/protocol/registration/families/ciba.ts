import { clientSigningAlgs } from '../../client/profiles.ts';
import type { Family } from '../ground.ts';
import { readOutboundUrl } from '../urls.ts';

/** OIDC CIBA §4: how the client learns that a person answered on the other device. Secret codes of people are not supported, as discovery says, so the wish for them is passed over. */
export const ciba: Family = (read, ground) => {
  const deliveryMode = read.oneOf('backchannel_token_delivery_mode', ['poll', 'ping', 'push']) ?? 'poll';
  const notificationEndpoint = readOutboundUrl(read, 'backchannel_client_notification_endpoint', ground);
  if (deliveryMode !== 'poll' && notificationEndpoint === undefined) read.fault('registration.not_together', `backchannel_token_delivery_mode ${deliveryMode}`, 'a backchannel_client_notification_endpoint');
  const requestSigningAlg = read.oneOf('backchannel_authentication_request_signing_alg', clientSigningAlgs);
  return { ciba: { deliveryMode, notificationEndpoint, ...(requestSigningAlg === undefined ? {} : { requestSigningAlg }) } };
};
