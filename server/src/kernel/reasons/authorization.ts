import type { Reason } from './reason.ts';

/** Refusals of an authorization request and of the pages that follow it. */
export const authorizationReasons = {
  'pkce.missing': { check: 'pkce.present', explain: 'The request has no code_challenge, and this application must use PKCE.', fix: ['Send code_challenge and code_challenge_method=S256, and code_verifier in the token request.'] },
  'pkce.method_not_s256': { check: 'pkce.challenge', explain: 'The code_challenge_method is not S256; plain protects nothing.', fix: ['Send code_challenge_method=S256.'] },
  'pkce.challenge_malformed': { check: 'pkce.challenge', explain: 'The code_challenge is not a base64url SHA-256 of 43 characters.', fix: ['Send base64url(SHA-256(code_verifier)) without padding.'] },
  'pkce.challenge_is_hex': { check: 'pkce.challenge', explain: 'The code_challenge looks like a hexadecimal SHA-256.', fix: ['Send the SHA-256 as base64url without padding (43 characters), not as hexadecimal.'] },
  'pkce.method_without_challenge': { check: 'pkce.challenge', explain: 'code_challenge_method was sent without code_challenge.', fix: ['Send both, or neither.'] },
  'prompt.unknown': { check: 'prompt.known', explain: 'A value of prompt is unknown.', fix: ['Use none, login, consent or select_account.'] },
  'prompt.none_with_others': { check: 'prompt.known', explain: 'prompt=none was sent together with other values.', fix: ['Send prompt=none alone.'] },
  'max_age.malformed': { check: 'max_age.number', explain: 'max_age is not a whole number of seconds.', fix: ['Send a number of seconds, zero or more.'] },
  'id_token_hint.invalid': { check: 'id_token_hint.genuine', explain: 'The id_token_hint was not issued by this server for this application.', fix: ['Send an ID token as this server issued it, or leave id_token_hint out.'] },
  'target.unknown': { check: 'target.known', explain: 'No API of this tenant has this identifier.', fix: ['Register the API with exactly this identifier, or send the identifier of a registered one as audience.'] },
  'target.several': { check: 'target.known', explain: 'More than one API was asked for in one request.', fix: ['Ask for one API in a request.'] },
  'target.not_granted': { check: 'target.granted', explain: 'The application is not authorized for this API.', fix: ['Authorize the application for the API and choose its permissions.'] },
  'scope.not_allowed': { check: 'scope.allowed', explain: 'A requested scope is not among those that may be granted.', fix: ['Ask for fewer scopes, or let an administrator grant them.'] },
  'scope.malformed': { check: 'scope.allowed', explain: 'The scope parameter is not a list of scope tokens.', fix: ['Separate scope tokens by one space and use only printable ASCII.'] },
  'session.login_required': { check: 'session.present', explain: 'The person must sign in first, and prompt=none forbids to ask.', fix: ['Send the person through the login page: repeat the request without prompt=none.'] },
  'session.other_user': { check: 'session.present', explain: 'Another person is signed in than the one that the id_token_hint names.', fix: ['Repeat the request without prompt=none, so that the right person can sign in.'] },
  'consent.required': { check: 'consent.given', explain: 'The person has not allowed this application yet, and prompt=none forbids to ask.', fix: ['Repeat the request without prompt=none.'] },
  'consent.declined': { check: 'consent.given', explain: 'The person declined.', fix: ['Nothing is wrong: tell the person what the application needs the access for.'] },
  'transaction.unknown': { check: 'transaction.alive', explain: 'This sign-in was not started in this browser, is finished, or is too old.', fix: ['Start again from the application.', 'Check that the browser keeps cookies of this server.'] },
  'transaction.stale': { check: 'transaction.alive', explain: 'This step was already taken in another tab.', fix: ['Go on in the other tab, or start again from the application.'] },
  'csrf.failed': { check: 'csrf.token', explain: 'The form did not come from our own page in this browser.', fix: ['Reload the page and send the form again.'] },
  'logout.return_to_not_registered': { check: 'logout.return_to', explain: 'The address to return to after logout is not registered.', fix: ['Add it to the Allowed Logout URLs of the application or the tenant, character for character.'] },
  'logout.client_unknown': { check: 'logout.return_to', explain: 'The logout request names no application that this tenant knows.', fix: ['Send client_id or a genuine id_token_hint.'] },
} as const satisfies Record<string, Reason>;
