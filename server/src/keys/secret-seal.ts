import type { SecretOwner, SecretSeal } from '../protocol/ports/secret-seal.ts';
import type { Sealing } from './sealing.ts';

/** The secrets of clients under the master key. */
export const createSecretSeal = (sealing: Sealing): SecretSeal => ({
  seal: (secret, owner) => sealing.seal(Buffer.from(secret, 'utf8'), contextOf(owner)),
  open: (sealed, owner) => sealing.open(sealed, contextOf(owner)).toString('utf8'),
});

const contextOf = ({ tenant, id }: SecretOwner) => `client secret ${tenant} ${id}`;
