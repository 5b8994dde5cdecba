/** RFC 7636 §4.3: the challenge of an authorization request; only S256 is spoken. */
export interface CodeChallenge { readonly challenge: string; readonly method: 'S256' }
