import type { Reason } from './reason.ts';

/** Refusals of a token exchange (RFC 8693). */
export const exchangeReasons = {
  'exchange.off': { check: 'exchange.allowed', explain: 'The application has no target that it may exchange tokens for.', fix: ['Let an administrator list the APIs in the exchange policy of the application.'] },
  'exchange.type_not_taken': { check: 'request.parameters', explain: 'This kind of token is not taken here.', fix: ['Send one of the token type identifiers that are expected.'] },
  'exchange.type_wrong': { check: 'exchange.subject', explain: 'The token is not of the type that the request says.', fix: ['Send the type identifier that belongs to the token; an opaque access token is of type access_token, not jwt.'] },
  'exchange.actor_type_alone': { check: 'request.parameters', explain: 'actor_token_type was sent without actor_token.', fix: ['Send both, or neither.'] },
  'exchange.token_unknown': { check: 'exchange.subject', explain: 'A token of the request is not one of this tenant.', fix: ['Send a token as this server issued it. Tokens of others need the JWT bearer grant and a trusted issuer.'] },
  'exchange.not_yours': { check: 'exchange.subject', explain: 'A token of the request was issued to another application, and is not for an API that this one acts for.', fix: ['Exchange tokens of your own, or those that callers send to your API: an administrator names the application among those that act for the API.', 'Send an actor_token that was issued to the application itself.'] },
  'exchange.key_missing': { check: 'exchange.subject', explain: 'The token is bound to a key, and the request does not prove that key.', fix: ['Send a DPoP proof with the same key, or use the same client certificate.'] },
  'exchange.id_token_not_yours': { check: 'exchange.subject', explain: 'The token is not an ID token of this application.', fix: ['Send the id_token of a token answer to this application; for an access token use its own type.'] },
  'exchange.id_token_expired': { check: 'exchange.subject', explain: 'The ID token has expired.', fix: ['Get a new one, with a refresh token or a silent sign-in.'] },
  'exchange.no_person': { check: 'exchange.subject', explain: 'The subject token stands for an application, not for a person.', fix: ['An application asks for tokens of its own with client_credentials.'] },
  'exchange.delegation_off': { check: 'exchange.allowed', explain: 'The application may not exchange tokens for another that names an actor.', fix: ['Let an administrator allow delegation in the exchange policy of the application, or leave actor_token out.'] },
  'exchange.impersonation_off': { check: 'exchange.allowed', explain: 'Without an actor_token the new token would not say who acts, and the application may not do that.', fix: ['Send an actor_token.', 'Let an administrator allow impersonation in the exchange policy of the application.'] },
  'exchange.actor_is_represented': { check: 'exchange.actor', explain: 'The actor_token says itself that somebody acts for its subject.', fix: ['Send the token of the actor itself, for example one of client_credentials.'] },
  'exchange.may_act_other': { check: 'exchange.acting', explain: 'The subject token names in may_act who may act, and it is somebody else.', fix: ['Send the actor_token of the party that may_act names.'] },
  'exchange.chain_too_long': { check: 'exchange.acting', explain: 'The chain of actors is too long.', fix: ['Exchange the token that came first, not one that was exchanged again and again.'] },
  'exchange.target_missing': { check: 'target.known', explain: 'The request does not say which API the new token shall be for.', fix: ['Send audience or resource with the identifier of the API.'] },
  'exchange.target_not_allowed': { check: 'target.granted', explain: 'The application may not exchange tokens for this target.', fix: ['Let an administrator add it to the exchange policy of the application.'] },
  'exchange.id_token_for_other': { check: 'target.granted', explain: 'An ID token can be had for the application itself only.', fix: ['Leave audience out, or ask for an access token.'] },
  'exchange.scope_beyond': { check: 'scope.allowed', explain: 'The scope goes beyond what the subject token carries and the target defines.', fix: ['Ask for less, or have the subject token issued with the scope that is needed.'] },
} as const satisfies Record<string, Reason>;
