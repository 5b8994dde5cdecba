import type { Field } from './flow.ts';

/** Parameters that mean the same in every flow. */
export const clientId: Field = ['client_id', '{{client_id}}', 'Names the application. It is no secret.'];
/** Of applications that keep one. */
export const clientSecret: Field = ['client_secret', '{{client_secret}}', 'Proves that it is the application. It is known to the server and to the back end of the application, and never goes to a browser.'];
/** RFC 6749 §3.1.2. */
export const redirectUri: Field = ['redirect_uri', '{{redirect_uri}}', 'Where the answer goes. It must be registered, character for character, so that no answer goes elsewhere.'];
/** Auth0: the API; RFC 8707 §2 calls it resource. */
export const audience: Field = ['audience', '{{audience}}', 'The API that the access token is for. Without it the token opens the profile of the person alone.'];
/** RFC 6749 §3.3. */
export const scope: Field = ['scope', 'openid profile email read:appointments', 'What is asked for: openid makes it a sign-in, profile and email are about the person, the last is a permission of the API.'];
/** RFC 6749 §10.12. */
export const state: Field = ['state', '{{state}}', 'A random value that comes back with the answer. The application takes no answer that it did not ask for.'];
/** OIDC Core §3.1.2.1. */
export const nonce: Field = ['nonce', '{{nonce}}', 'A random value that comes back inside of the ID token, so that a token of another sign-in can not be slipped in.'];
/** RFC 7636 §4.3. */
export const challenge: Field = ['code_challenge', '{{code_challenge}}', 'The hash of a secret that only this application has. The secret itself is sent with the code.'];
/** RFC 7636 §4.3. */
export const challengeMethod: Field = ['code_challenge_method', 'S256', 'How the hash was made.'];
/** OIDC Core §3.1.2.1. */
export const prompt: Field = ['prompt', '{{prompt}}', 'Asks for the sign-in page also where a session is there. Left out as a rule.'];
/** RFC 6749 §4.1.1. */
export const codeResponse: Field = ['response_type', 'code', 'Asks for a code, which is worth nothing without what the application keeps back.'];
