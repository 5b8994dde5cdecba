/** What a member of a token means, and where that stands. */
export interface Meaning { readonly words: string; readonly section: string | undefined }

const means = (words: string, section?: string): Meaning => ({ words, section });
const profile = 'OIDC Core §5.1';

/** The members of a header. */
const headers: Readonly<Record<string, Meaning>> = {
  typ: means('What kind of JWT it is, so that none is taken for another.', 'RFC 7519 §5.1'), alg: means('How it is signed. Whoever verifies decides what is allowed; the token does not.', 'RFC 7515 §4.1.1'), kid: means('Which key of the issuer signed it.', 'RFC 7515 §4.1.4'),
  jwk: means('The public key itself. In a DPoP proof it is the key that is proved; anywhere else it proves nothing.', 'RFC 9449 §4.2'), cty: means('What is inside, where that is a JWT again.', 'RFC 7519 §5.2'), enc: means('How the content is encrypted.', 'RFC 7516 §4.1.2'),
  x5t: means('The thumbprint of a certificate.', 'RFC 7515 §4.1.7'), 'x5t#S256': means('The thumbprint of a certificate.', 'RFC 7515 §4.1.8'), crit: means('What must be understood, or the token is refused.', 'RFC 7515 §4.1.11'), epk: means('The key of the sender for this one message.', 'RFC 7518 §4.6.1.1'),
  jku: means('An address of keys. Nobody should follow it.', 'RFC 7515 §4.1.2'), x5c: means('Certificates of the key that signed.', 'RFC 7515 §4.1.6'),
};

/** The claims of every kind of token. */
const claims: Readonly<Record<string, Meaning>> = {
  iss: means('Who made it.', 'RFC 7519 §4.1.1'), sub: means('Whom it is about: a person, or an application that acts for itself.', 'RFC 7519 §4.1.2'), aud: means('Whom it is for. Anybody else must refuse it.', 'RFC 7519 §4.1.3'),
  exp: means('From then on it is refused.', 'RFC 7519 §4.1.4'), nbf: means('Before then it is refused.', 'RFC 7519 §4.1.5'), iat: means('When it was made.', 'RFC 7519 §4.1.6'), jti: means('Its own name. An API can remember it to refuse a copy; the server ends it by it.', 'RFC 7519 §4.1.7'),
  azp: means('The application that it was made for.', 'OIDC Core §2'), client_id: means('The application that it was made for.', 'RFC 9068 §2.2'), scope: means('What was granted, separated by blanks.', 'RFC 8693 §4.2'), permissions: means('What the person, or the application, may do at this API. Auth0’s form.'),
  gty: means('The grant type that it came from. Auth0’s form.'), roles: means('Roles of the person.', 'RFC 9068 §2.2.3.1'), nonce: means('What the application sent along, so that this answer fits no other request.', 'OIDC Core §2'), auth_time: means('When the person proved who they are.', 'OIDC Core §2'),
  acr: means('How strongly they proved it.', 'OIDC Core §2'), amr: means('By which means they proved it.', 'OIDC Core §2'), at_hash: means('Half of the hash of the access token that came with it.', 'OIDC Core §3.1.3.6'), c_hash: means('Half of the hash of the code that came with it.', 'OIDC Core §3.3.2.11'),
  s_hash: means('Half of the hash of the state that came with it.', 'OIDC Core §3.3.2.11'), sid: means('The session at the server; a logout names it.', 'OIDC Back-Channel Logout §2.1'), events: means('What happened: a logout.', 'OIDC Back-Channel Logout §2.4'), cnf: means('The key or certificate that it is bound to. Without that it opens nothing.', 'RFC 7800 §3.1'),
  act: means('Who acts in the name of the subject.', 'RFC 8693 §4.1'), may_act: means('Who may act in the name of the subject.', 'RFC 8693 §4.4'), authorization_details: means('What was granted, in detail.', 'RFC 9396 §9.1'),
  htm: means('The method of the one request that it proves.', 'RFC 9449 §4.2'), htu: means('The address of the one request that it proves.', 'RFC 9449 §4.2'), ath: means('The hash of the access token that it goes with.', 'RFC 9449 §4.2'), token_introspection: means('What the server said about the token.', 'RFC 9701 §5'),
  code: means('The authorization code; it is good once, for a minute.', 'OAuth JARM §2.1'), state: means('What the application sent along with its request.', 'OAuth JARM §2.1'), error: means('Why there is no code.', 'OAuth JARM §2.1'), error_description: means('The same in words.', 'OAuth JARM §2.1'),
  org_id: means('The organization that the person signed in to.'), name: means('The whole name.', profile), given_name: means('First names.', profile), family_name: means('Last names.', profile), middle_name: means('Middle names.', profile), nickname: means('What they are called.', profile),
  preferred_username: means('What they want to be called; it is no id.', profile), profile: means('A page about them.', profile), picture: means('A picture of them.', profile), website: means('A page of theirs.', profile), email: means('The address. It can change; sub does not.', profile),
  email_verified: means('Whether somebody proved that it is theirs.', profile), gender: means('Their gender.', profile), birthdate: means('Their birthday; the year may be 0000.', profile), zoneinfo: means('Their time zone.', profile), locale: means('Their language.', profile),
  phone_number: means('The telephone.', profile), phone_number_verified: means('Whether somebody proved that it is theirs.', profile), address: means('The address of their home.', 'OIDC Core §5.1.1'), updated_at: means('When the profile changed last.', profile),
  identities: means('Where the person comes from. Auth0’s form.'), user_id: means('The id of the person. Auth0’s form.'), created_at: means('When the person came to be known. Auth0’s form.'), token_type: means('How the token is shown.', 'RFC 6749 §7.1'),
};

/** Claims that are times, in seconds since 1970. */
export const timeClaims: ReadonlySet<string> = new Set(['exp', 'nbf', 'iat', 'auth_time']);

const ownClaim = means('A claim under an address: an application or a rule of this tenant named it.', 'RFC 7519 §4.2');
const unknown = means('No document that this page knows names it.');

/** What a claim means. */
export const meaningOfClaim = (name: string): Meaning => (Object.hasOwn(claims, name) ? claims[name] : undefined) ?? (/^(?:https?:|urn:)/.test(name) ? ownClaim : unknown);
/** What a member of the header means. */
export const meaningOfHeader = (name: string): Meaning => (Object.hasOwn(headers, name) ? headers[name] : undefined) ?? unknown;
