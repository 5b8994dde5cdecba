import type { Reason } from './reason.ts';

/** Refusals of the seeds' legacy endpoints: delegation, its add-ons, and what was removed. */
export const delegationReasons = {
  'delegation.grant_type': { check: 'delegation.request', explain: 'A delegation has one grant type only.', fix: ['Send grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer.'] },
  'delegation.one_token': { check: 'delegation.request', explain: 'A delegation needs an id_token or a refresh_token, and not both.', fix: ['Send exactly one of them.'] },
  'delegation.target_unknown': { check: 'delegation.target', explain: 'No application and no API of this tenant has this name.', fix: ['Send the client_id of an application, or the identifier of an API, as target.'] },
  'delegation.target_not_allowed': { check: 'delegation.target', explain: 'The application may not ask for tokens for this target.', fix: ['Let an administrator add the target to the exchange policy of the application.'] },
  'delegation.renewal_public': { check: 'delegation.target', explain: 'A public application can not renew an ID token with an ID token: whoever finds one could do it for ever.', fix: ['Use a refresh token, or a silent sign-in (prompt=none).'] },
  'addon.not_offered': { check: 'delegation.target', explain: 'This server makes no tokens of this api_type.', fix: ['Use one of the types that are expected.'] },
  'addon.not_configured': { check: 'delegation.target', explain: 'The target has no add-on of this api_type.', fix: ['Let an administrator switch the add-on on in the settings of the target application.'] },
  'addon.incomplete': { check: 'delegation.target', explain: 'The add-on of the target lacks something that its tokens are made from.', fix: ['Let an administrator complete the add-on in the settings of the target application.'] },
  'addon.key_unusable': { check: 'delegation.target', explain: 'The private key of the add-on can not be used.', fix: ['Let an administrator store an RSA private key of 2048 bits or more, in PEM form.'] },
  'addon.refused': { check: 'delegation.target', explain: 'The service that makes the credentials of the add-on made none.', fix: ['Let an administrator compare the role of the add-on, and its trust policy, with this issuer and the target application.'] },
  'addon.unreachable': { check: 'delegation.target', explain: 'The service that makes the credentials of the add-on gave no answer that makes sense.', fix: ['Try again in a few seconds.'] },
  'api.v1_gone': { check: 'request.method', explain: 'The Management API v1 does not exist: it was deprecated in Auth0, and this server never had it.', fix: ['Use the Management API v2 below /api/v2/, with an access token for it.'] },
} as const satisfies Record<string, Reason>;
