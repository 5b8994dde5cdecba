import { reserveAll, type Limit, type ThrottleTools } from '../../identity/attack-protection/reserve.ts';
import { addressBlock } from '../../identity/attack-protection/address-block.ts';
import type { TokenKey } from '../../kernel/opaque-token.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { findInitialAccess, type InitialAccessTools } from '../../protocol/registration/initial-access-token.ts';
import { accessDenied, invalidToken, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';
import { bearerOf } from './request.ts';

const window = 3600;
const reason = 'registration.throttled';
/** A run of OpenID's certification registers about a hundred clients from one address. */
const byAddress: Limit = { kind: 'registration.address', most: 300, window, reason };
const byTenant: Limit = { kind: 'registration.tenant', most: 3000, window, reason };

/** Who may register: somebody with an initial access token, which is spent when everything else is right, or anybody. */
export interface Admission { readonly initialAccess: TokenKey | undefined }

/** Where tokens wait and strangers are counted. */
export type AdmissionTools = InitialAccessTools & ThrottleTools;

/** RFC 7591 §3, A204 of the attack cases: closed, with an initial access token, or open; strangers are counted by address and tenant (RFC 7591 §5). */
export async function proveAdmission(request: Request, tools: AdmissionTools): Promise<Admission | OAuthRefusal> {
  const { tenant } = request;
  const { registration } = tenant.settings;
  if (registration === 'closed') return accessDenied('registration.closed');
  const presented = bearerOf(request);
  if (presented !== undefined) {
    const key = await findInitialAccess(tenant.id, presented, tools);
    return key instanceof Refusal ? key : { initialAccess: key };
  }
  if (registration === 'token') return invalidToken('registration.token_missing');
  const places = await reserveAll(tenant.id, [{ limit: byAddress, of: [addressBlock(request.address)] }, { limit: byTenant, of: [] }], tools);
  return places instanceof Refusal ? places : { initialAccess: undefined };
}
