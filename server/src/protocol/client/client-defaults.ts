import type { Client } from './client.ts';

/** What a client has that nobody said anything about. Stored clients of earlier versions are completed with it when they are read. */
export type ClientDefaults = Pick<Client, 'profile' | 'responseTypes' | 'keys' | 'assertions' | 'certificate' | 'requests' | 'senderConstraint' | 'formats' | 'subject' | 'logout' | 'defaults' | 'exchange' | 'ciba' | 'addons' | 'legacyFlows' | 'registration' | 'allowedOrigins' | 'notes'>;

/** Everything beyond the plain code flow is off. */
export const clientDefaults: ClientDefaults = {
  profile: 'auth0',
  responseTypes: ['code'],
  keys: { jwks: undefined, jwksUri: undefined },
  assertions: { signingAlg: undefined, audience: 'issuer' },
  certificate: undefined,
  requests: { parRequired: false, signedObjectRequired: false, objectSigningAlg: undefined, objectUris: [] },
  senderConstraint: 'none',
  formats: {
    idTokenEncryption: undefined, userinfoSigningAlg: undefined, userinfoEncryption: undefined, responseSigningAlg: undefined, responseEncryption: undefined,
    introspectionSigningAlg: undefined, introspectionEncryption: undefined,
  },
  subject: { type: 'public', sector: undefined, sectorIdentifierUri: undefined },
  logout: { backchannelUri: undefined, backchannelSessionRequired: false, frontchannelUri: undefined, frontchannelSessionRequired: false },
  defaults: { maxAge: undefined, requireAuthTime: false, acrValues: [] },
  exchange: { audiences: [], delegation: false, impersonation: false },
  ciba: { deliveryMode: 'poll', notificationEndpoint: undefined },
  addons: {},
  legacyFlows: [],
  allowedOrigins: [],
  notes: {},
  registration: undefined,
};
