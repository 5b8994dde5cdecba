import type { Reason } from './reason.ts';

/** Refusals about the form in which tokens leave and come back. */
export const formatReasons = {
  'format.secret_unfit': { check: 'format.key', explain: 'The token would be signed with a shared secret, and there is none that is a key.', fix: ['Give the application or the API a new secret of at least 32 bytes, and let it be kept as a key; or choose RS256, ES256, PS256 or EdDSA.'] },
  'format.encryption_key_missing': { check: 'format.key', explain: 'The application is set to encrypted answers, and there is no key to encrypt to.', fix: ['Register a public key with use enc and the algorithm of the application, by jwks or jwks_uri; for dir, A128KW and A256KW a secret that is kept as a key.', 'Switch the encryption off in the settings of the application.'] },
  'token.shared_secret': { check: 'token.valid', explain: 'The token is signed with a shared secret, so whoever knows the secret could have made it; it counts only at the API that shares the secret, and in introspection by that API.', fix: ['Set the API to RS256, ES256, PS256 or EdDSA, or call the userinfo endpoint with a token that was issued without an audience.'] },
  'exchange.shared_secret': { check: 'exchange.subject', explain: 'A token of the request is signed with a shared secret, so whoever knows the secret could have made it.', fix: ['Exchange a token that this server signed with a key pair.'] },
  'exchange.pseudonym_lost': { check: 'exchange.subject', explain: 'The ID token names the person by a pseudonym, and no session tells any more who that is.', fix: ['Exchange an access token, or an ID token of a session that lasts.'] },
} as const satisfies Record<string, Reason>;
