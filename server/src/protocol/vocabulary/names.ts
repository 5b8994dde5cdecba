/** OAuth Parameters registry (IANA): the `grant_type` values that this server speaks. */
export type GrantTypeName = 'authorization_code' | 'refresh_token' | 'client_credentials';
/** OAuth Token Endpoint Authentication Methods registry (IANA): those that this server speaks. */
export type AuthenticationMethodName = 'none' | 'client_secret_basic' | 'client_secret_post';
/** OAuth Multiple Response Types §2.1, OAuth Form Post §2; `web_message` as Auth0's SDKs use it. */
export type ResponseModeName = 'query' | 'fragment' | 'form_post' | 'web_message';
/** JSON Web Signature and Encryption Algorithms registry (IANA): those that this server signs with. */
export type SigningAlgorithm = 'RS256' | 'ES256';
/** OIDC Core §3.1.2.1. */
export type PromptName = 'none' | 'login' | 'consent' | 'select_account';
