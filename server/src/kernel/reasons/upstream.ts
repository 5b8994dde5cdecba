import type { Reason } from './reason.ts';

/** Refusals of sign-ins at other providers. */
export const upstreamReasons = {
  'upstream.unreachable': { check: 'upstream.metadata', explain: 'The other provider did not answer.', fix: ['Try again in a moment; if it stays so, let an administrator look at the connection and at the outbound allow-list.'] },
  'upstream.metadata_wrong': { check: 'upstream.metadata', explain: 'The metadata of the other provider are not those of the issuer of this connection, or lead to addresses that may not be asked.', fix: ['Set the issuer of the connection exactly as the metadata of the provider spell it.'] },
  'upstream.state_unknown': { check: 'upstream.callback', explain: 'The answer of another provider belongs to no sign-in of this browser: it is too old, was used before, or began elsewhere.', fix: ['Start again at the application, in one browser, with cookies allowed.'] },
  'upstream.issuer_other': { check: 'upstream.callback', explain: 'The answer is not from the provider that was asked.', fix: ['Start again at the application; if it stays so, tell an administrator.'] },
  'upstream.declined': { check: 'upstream.callback', explain: 'The sign-in was declined at the other provider.', fix: ['Start again at the application, or sign in another way.'] },
  'upstream.failed': { check: 'upstream.callback', explain: 'The other provider answered with an error.', fix: ['Look at what it says, and at how this server is registered there.'] },
  'upstream.code_missing': { check: 'upstream.callback', explain: 'The other provider sent neither a code nor an error.', fix: ['Register this server there for the authorization code flow.'] },
  'upstream.code_refused': { check: 'upstream.token', explain: 'The other provider gave no tokens for its code.', fix: ['Look at client id, secret and redirect URI with which this server is registered there.'] },
  'upstream.token_wrong': { check: 'upstream.token', explain: 'The ID token of the other provider proves nothing for this sign-in.', fix: ['The provider must sign it for this client, with the nonce of the request and a key of its key set; set the clocks by NTP.'] },
  'upstream.userinfo_wrong': { check: 'upstream.token', explain: 'The other provider did not say who the person of its token is.', fix: ['Let its userinfo endpoint answer in JSON, with the sub of the token.'] },
  'upstream.access_token_unproven': { check: 'upstream.access_token', explain: 'Nothing proves for which application the other provider made this access token, so it proves nobody.', fix: ['Send the ID token that came with it too, in id_token.', 'Let the provider answer about it at an introspection endpoint that its metadata name and that takes the client of the connection, and at a userinfo endpoint.'] },
  'upstream.access_token_other': { check: 'upstream.access_token', explain: 'The access token was not made for this application, or not with the ID token that came along.', fix: ['Ask the provider for tokens with the client id of the connection.', 'Name further client ids of your own applications there in allowed_audiences of the connection, and never those of others.'] },
  'upstream.access_token_ended': { check: 'upstream.access_token', explain: 'The other provider says that this access token is good for nothing, or no longer.', fix: ['Let the application sign the person in at the provider again.'] },
  'upstream.throttled': { check: 'upstream.access_token', explain: 'Too many tokens of other providers were refused that this application sent from this address.', fix: ['Wait for the seconds in Retry-After, then send a token that the provider has just given.'] },
  'upstream.signup_closed': { check: 'upstream.person', explain: 'The connection takes no new people, and this person never came from it before.', fix: ['Let an administrator set disable_signup of the connection to false.'] },
  'upstream.subject_too_long': { check: 'upstream.person', explain: 'What the other provider calls the person is too long for an id.', fix: ['Use a connection with a shorter name.'] },
} as const satisfies Record<string, Reason>;
