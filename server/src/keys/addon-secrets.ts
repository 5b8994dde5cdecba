import type { AddonOwner, AddonSecrets } from '../protocol/ports/addon-secrets.ts';
import type { Sealing } from './sealing.ts';

/** The secrets of add-ons under the master key. */
export const createAddonSecrets = (sealing: Sealing): AddonSecrets => ({
  seal: (secrets, owner) => sealing.seal(Buffer.from(JSON.stringify(secrets), 'utf8'), contextOf(owner)),
  open: (sealed, owner) => JSON.parse(sealing.open(sealed, contextOf(owner)).toString('utf8')) as Readonly<Record<string, string>>,
});

const contextOf = ({ tenant, clientId, addon }: AddonOwner) => `add-on ${tenant} ${clientId} ${addon}`;
