import { jwe } from '../jose/encrypt-jwe.ts';
import { foreignJwts } from '../jose/foreign-jwts.ts';
import { secretSigner } from '../jose/sign-with-secret.ts';
import { createSecretSeal } from '../keys/secret-seal.ts';
import { createSubjectKeys } from '../keys/subject-keys.ts';
import { clientKeyFinder } from '../protocol/client/client-keys.ts';
import type { House } from './house.ts';

/** Everything that signs, verifies, encrypts and opens, as the protocol asks for it. */
export const cryptographyOf = ({ keys, sealing, documents }: Pick<House, 'keys' | 'sealing' | 'documents'>) => ({
  signer: keys, verifier: keys, decrypter: keys, jwts: foreignJwts, jwe, secretSigner,
  secretSeal: createSecretSeal(sealing), clientKeys: clientKeyFinder(documents), subjectKeys: createSubjectKeys(sealing),
});
