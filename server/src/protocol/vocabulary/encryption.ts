/** RFC 7518 §4.1: to a public key of the recipient. */
export const publicKeyEncryptionAlgs: readonly string[] = ['RSA-OAEP', 'RSA-OAEP-256', 'ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A256KW'];
/** OIDC Core §10.2: with a key that is made of the client secret. */
export const secretEncryptionAlgs: readonly string[] = ['dir', 'A128KW', 'A256KW'];
/** Everything that an answer may be encrypted with; discovery lists it. */
export const encryptionAlgs: readonly string[] = [...publicKeyEncryptionAlgs, ...secretEncryptionAlgs];
/** RFC 7518 §5.1. */
export const contentEncryptions: readonly string[] = ['A128CBC-HS256', 'A256CBC-HS512', 'A128GCM', 'A256GCM'];
