/** The rows of the inventory of the seeds, parts B to J, M and N, that are promised: on by default, or a legacy flow behind its two switches. Rows about documents are not here. */
export const rows: Readonly<Record<number, string>> = {
  // B. Applications
  13: 'an application is registered in the dashboard', 14: 'regular web applications', 15: 'single-page applications', 16: 'native applications', 17: 'machines', 18: 'devices with little to type on', 19: 'confidential or public decides about flows', 20: 'the server makes client_id',
  21: 'and client_secret, for confidential applications', 22: 'name and logo on the pages', 23: 'redirect_uri is verified twice', 24: 'custom schemes', 25: 'loopback addresses', 26: 'internal applications need no consent', 27: 'others do', 28: 'lifetime of ID tokens by application', 29: 'keys by application',
  30: 'add-ons by application', 31: 'SAML and WS-Fed add-ons', 32: 'addresses after a logout', 33: 'origins of pages', 34: 'passwords for trusted applications', 35: 'grant types by application', 36: 'an application that is an API, too', 37: 'a new secret',
  // C. APIs
  38: 'an API is registered', 39: 'the identifier of an API is its audience', 40: 'an API defines its scopes', 41: 'access tokens for an API are JWTs', 42: 'openid makes userinfo a second audience',
  43: 'each API chooses what its tokens are signed with', 44: 'the management interface is an API', 45: 'an API validates tokens by itself', 46: 'an API has tokens validated by the server',
  // D. Endpoints
  47: 'authorize, both families', 48: 'token, both families', 49: 'userinfo, both families', 50: 'tokeninfo', 51: 'delegation', 52: 'device authorization, both families', 53: 'introspection', 54: 'the page for device codes',
  55: 'logout with a way back', 56: 'impersonation, as an exchange that names who acts', 57: 'published keys', 58: 'discovery', 59: 'management interface, version 2', 60: 'management interface, version 1, is gone', 61: 'the callback of other providers', 62: 'revocation',
  // E. Parameters of the authorization request
  63: 'client_id', 64: 'redirect_uri', 65: 'response_type=code', 66: 'response_type=token', 67: 'response_type=id_token, alone and with token', 68: 'hybrid response types', 69: 'response_mode=form_post', 70: 'scope', 71: 'state',
  72: 'nonce', 73: 'audience', 74: 'code_challenge', 75: 'code_challenge_method', 76: 'device', 77: 'connection', 78: 'prompt, max_age, login_hint, ui_locales, acr_values',
  // F. Scopes and claims
  79: 'openid', 80: 'profile', 81: 'email', 82: 'address and phone', 83: 'offline_access, in this spelling alone', 84: 'scopes named like claims', 85: 'a rule changes the scope', 86: 'what was granted may be less than what was asked',
  // G. Authorization responses
  87: 'code and state', 88: 'an access token through the browser', 89: 'an ID token through the browser', 90: 'the page that posts itself', 91: 'declined', 92: 'an error page instead of a wrong redirect', 93: 'iss',
  // H. Token requests and responses
  94: 'a code with a secret', 95: 'a code with a verifier', 96: 'refresh_token', 97: 'client_credentials', 98: 'password', 99: 'device_code', 100: 'token exchange', 101: 'client_secret_post', 102: 'the other ways to authenticate', 103: 'access_token, JWT or opaque',
  104: 'expires_in', 105: 'refresh_token, opaque, where asked for', 106: 'token_type, id_token, scope', 107: 'the answer for a device', 108: 'verification_uri_complete', 109: 'authorization_pending', 110: 'slow_down, expired_token, access_denied',
  111: 'form and JSON bodies', 112: 'one use of a code, and the same redirect_uri',
  // I. Tokens
  113: 'a JWT has header, payload and signature', 114: 'opaque tokens', 115: 'six kinds of token', 116: 'a shared secret signs', 117: 'a private key signs, everybody verifies', 118: 'a JWT is encrypted', 119: 'ID token: iss', 120: 'ID token: sub',
  121: 'ID token: aud', 122: 'ID token: exp and iat', 123: 'ID token: the profile', 124: 'ID token: claims of another provider', 125: 'ID token: claims of one\'s own', 126: 'ID token: ten hours', 127: 'ID token: lifetime by application',
  128: 'ID token: lifetime by rule', 129: 'ID token for ID token', 130: 'ID token by refresh token', 132: 'ID token at tokeninfo and delegation', 133: 'ID token at no API', 134: 'access token: its claims', 136: 'access token: of the person only the id',
  137: 'access token: claims by rule', 138: 'access token: roles and the like', 139: 'opaque where no API is asked for', 140: 'opaque: 24 hours', 141: 'opaque: revocable all the same', 143: 'a refresh token by application, person and device', 144: 'no refresh token for ever',
  145: 'no refresh token through the browser', 146: 'refresh brings ID and access token', 147: 'tokens of other providers', 148: 'their lifetimes', 149: 'delegation to an application', 150: 'delegation to an add-on', 151: 'parameters of delegation',
  152: 'lifetime of delegation', 153: 'management tokens', 154: 'no management token of one\'s own making', 155: 'management tokens and app_metadata', 156: 'a list of what was revoked', 158: 'the sample token',
  // J. Flows
  159: 'code, confidential', 160: 'code with PKCE, public', 161: 'ID token by form post', 162: 'access token through the browser', 163: 'hybrid', 164: 'client credentials', 165: 'devices', 166: 'resource owner password', 167: 'refresh', 168: 'delegation',
  169: 'social login', 170: 'calling the interface of a social provider', 171: 'more scopes of a provider', 172: 'account linking', 173: 'logout with a way back', 174: 'single sign-on',
  // M. Management API
  208: 'people are listed and searched', 209: 'people are made, read, changed, removed', 210: 'app_metadata', 211: 'user_metadata', 212: 'applications', 213: 'APIs', 214: 'devices are listed and revoked', 215: 'identities are linked and taken apart', 216: 'rules and connections', 217: 'consents', 218: 'a list of revoked tokens',
  219: 'scopes of action and entity', 220: 'called with id and secret of an application', 221: 'interactive documentation',
  // N. People, rules, packages, security
  222: 'one profile over all identities', 223: 'ids of provider and number', 224: 'rules', 225: 'auth0.js; Lock, which is made of it, is driven by no test', 226: 'packages work unmodified', 228: 'state and PKCE', 229: 'nothing secret is kept in plain',
};

/** Rows that are no test yet, with what is missing. A row leaves this list when its thing is built. */
export const notYet: Readonly<Record<number, string>> = {
  31: 'SAML and WS-Fed do not exist yet',
};
