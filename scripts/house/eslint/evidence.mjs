const storage = 'storage/';

/**
 * Who may make a value of a branded type, as paths below server/src (a folder ends in `/`). Everybody else gets it handed over by a prover.
 * Storage is named where a value that was proved before it was stored comes back as what it was.
 */
export const evidence = Object.freeze({
  // Evidence: a rule was held against something.
  AuthenticatedClient: ['protocol/client-authentication/authenticate-client.ts'],
  ReturnAddress: ['endpoints/authorization/return-address.ts'],
  RegisteredRedirectUri: ['protocol/client/redirect-uri.ts', storage],
  PkceProof: ['protocol/pkce/prove-pkce.ts'],
  UsableCode: ['protocol/grant-types/authorization-code.ts'],
  UsableRefreshToken: ['protocol/grant-types/refresh-token.ts'],
  ExchangedToken: ['protocol/token-exchange/prove-exchanged-token.ts'],
  DelegationTarget: ['protocol/delegation/find-delegation-target.ts'],
  ForeignAssertion: ['protocol/trusted-issuers/prove-foreign-assertion.ts'],
  ActingAllowed: ['protocol/token-exchange/prove-actor.ts'],
  OwnRequest: ['protocol/grant-types/ciba.ts'],
  OpenRequest: ['endpoints/approvals/open-request.ts'],
  OwnDevice: ['protocol/grant-types/device-code.ts'],
  Entitled: ['protocol/entitlement/entitle.ts'],
  Permit: ['management/permit.ts'],
  ExportLink: ['identity/bulk/export-link.ts'],
  LegacyPermit: ['protocol/legacy/prove-legacy.ts'],
  SenderProof: ['protocol/sender-constraint/prove-sender.ts'],
  DpopProof: ['protocol/sender-constraint/dpop.ts'],
  HeldToken: ['protocol/resource-access/prove-possession.ts'],
  SufficientAuthentication: ['protocol/resource-access/prove-authentication.ts'],
  ClientCertificate: ['http/client-certificate.ts'],
  UsableGrant: ['protocol/usability/prove-usable.ts'],
  LiveAccessToken: ['protocol/resource-access/prove-access-token.ts'],
  // A write that a store prepared for the commit of another one.
  PreparedWrite: [storage],
  // The single-use thing that an issuance is bought with; each kind is made where it is proved.
  Payment: ['protocol/grant-types/authorization-code.ts', 'protocol/grant-types/refresh-token.ts', 'protocol/grant-types/jwt-bearer.ts', 'protocol/grant-types/device-code.ts', 'protocol/grant-types/ciba.ts', 'protocol/grant-types/passwordless-otp.ts', 'endpoints/authorization/answer-client.ts', 'protocol/tokens/revoked-mark.ts'],
  LogoutAddress: ['endpoints/interaction/logout-address.ts'],
  OutboundUrl: ['protocol/outbound/prove-outbound-url.ts'],
  OpenTransaction: ['endpoints/interaction/transaction.ts'],
  HeldDevice: ['endpoints/activation/held-device.ts'],
  ProvenForm: ['endpoints/interaction/form-proof.ts'],
  FreshPerson: ['identity/sessions/fresh-sign-in.ts'],
  AliveTicket: ['identity/tickets/prove-ticket.ts'],
  SignedIn: ['identity/passwords/sign-in.ts'],
  ProvenMailbox: ['identity/passwordless/prove-mailed-code.ts'],
  ProvenHop: ['endpoints/upstream/hop.ts'],
  UpstreamPerson: ['identity/upstream/find-upstream-person.ts'],
  ProviderMetadata: ['protocol/upstream/find-metadata.ts'],
  UpstreamCode: ['protocol/upstream/prove-callback.ts'],
  BroughtTokens: ['protocol/upstream/prove-brought-tokens.ts'],
  PlainAddresses: ['protocol/upstream/find-addresses.ts'],
  UpstreamClaims: ['protocol/upstream/prove-upstream-token.ts'],
  SetupPermit: ['identity/setup/prove-setup-code.ts'],
  NewOwner: ['identity/setup/become-owner.ts'],
  SignedUp: ['identity/users/sign-up.ts'],
  PasswordText: ['identity/passwords/password-text.ts'],
  AcceptablePassword: ['identity/passwords/prove-new-password.ts'],
  CanonicalLogin: ['identity/users/canonical-login.ts'],
  // Secrets and their keys: made of randomness, or found again by what was shown.
  OpaqueToken: ['kernel/opaque-token.ts'],
  TokenKey: ['kernel/opaque-token.ts', 'protocol/resource-access/find-access-token.ts', 'compose/people.ts', 'endpoints/interaction/mail-transaction.ts', storage],
  // Names: no proof, but a string must not slip in for one.
  ClientId: ['kernel/ids.ts', 'samples/catalogue.ts', 'cli/conformance/suite-clients.ts', 'cli/management-api.ts', 'protocol/registration/client-of-metadata.ts', 'management/clients/new-client.ts', 'protocol/administration/dashboard-client.ts', storage],
  TenantId: ['kernel/tenant.ts', 'compose/default-tenant.ts', storage],
  Issuer: ['kernel/tenant.ts', 'settings/issuer.ts', 'compose/default-tenant.ts', storage],
});
