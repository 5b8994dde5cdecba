import { foreignJwts } from '../jose/foreign-jwts.ts';
import { dpopNonces } from '../protocol/dpop/dpop-nonces.ts';
import type { DpopTools } from '../protocol/sender-constraint/dpop.ts';
import type { House } from './house.ts';

/** What proves a DPoP proof anywhere in this installation: a nonce of one endpoint is good at every other. */
export const dpopToolsOf = ({ storage, sealing, clock }: House): DpopTools => ({ jwts: foreignJwts, dpopNonces: dpopNonces(sealing.deriveKey('dpop nonces'), clock), singleUse: storage, clock });
