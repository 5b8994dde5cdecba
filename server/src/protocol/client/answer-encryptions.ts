import { secretEncryptionAlgs } from '../vocabulary/encryption.ts';
import type { AnswerFormats, EncryptionTo } from './client-policies.ts';

/** Every encryption that a client wants of its answers. */
export const encryptionsOf = (formats: AnswerFormats): readonly EncryptionTo[] =>
  [formats.idTokenEncryption, formats.userinfoEncryption, formats.responseEncryption, formats.introspectionEncryption].filter((to) => to !== undefined);

/** OIDC Core §10.2: is the key made of the client secret, and not a public key of the client? */
export const isBySecret = ({ alg }: EncryptionTo): boolean => secretEncryptionAlgs.includes(alg);
