/** OAuth Parameters registry (IANA): the `grant_type` values that this server speaks, and `implicit` of RFC 7591 §2, which no token request carries. */
export type GrantTypeName =
  | 'authorization_code' | 'refresh_token' | 'client_credentials' | 'implicit' | 'password' | 'http://auth0.com/oauth/grant-type/password-realm' | 'http://auth0.com/oauth/grant-type/passwordless/otp'
  | 'urn:ietf:params:oauth:grant-type:device_code' | 'urn:ietf:params:oauth:grant-type:jwt-bearer' | 'urn:ietf:params:oauth:grant-type:token-exchange' | 'urn:openid:params:grant-type:ciba';
/** OAuth Token Endpoint Authentication Methods registry (IANA): those that this server speaks. */
export type AuthenticationMethodName = 'none' | 'client_secret_basic' | 'client_secret_post' | 'client_secret_jwt' | 'private_key_jwt' | 'tls_client_auth' | 'self_signed_tls_client_auth';
/** OAuth Multiple Response Types §3, OIDC Core §3: in their canonical order. */
export type ResponseTypeName = 'code' | 'id_token' | 'token' | 'id_token token' | 'code id_token' | 'code token' | 'code id_token token';
/** OAuth Multiple Response Types §2.1, OAuth Form Post §2; `web_message` as Auth0's SDKs use it. */
export type ResponseModeName = 'query' | 'fragment' | 'form_post' | 'web_message';
/** JSON Web Signature and Encryption Algorithms registry (IANA): those that the keys of a tenant sign with. */
export type SigningAlgorithm = 'RS256' | 'PS256' | 'ES256' | 'EdDSA';
/** Those that a token of ours may be signed with; HS256 takes the secret of the client that it is for (OIDC Core §10.1). */
export type TokenAlgorithm = SigningAlgorithm | 'HS256';
/** The keys of a tenant that others encrypt to, by the algorithm that they are published for; ECDH-ES stands for its family (RFC 7518 §4.6). */
export type EncryptionKeyAlgorithm = 'RSA-OAEP-256' | 'ECDH-ES';
/** OIDC Core §3.1.2.1. */
export type PromptName = 'none' | 'login' | 'consent' | 'select_account';
