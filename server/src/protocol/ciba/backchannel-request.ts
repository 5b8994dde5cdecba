import type { Seconds } from '../../kernel/time.ts';
import type { CibaPolicy } from '../client/client-policies.ts';
import type { AskedAccess } from '../waiting/asked-access.ts';
import type { Polled } from '../waiting/polled.ts';

/** OIDC CIBA §7.3 `expires_in` where the request asks for nothing else. */
export const backchannelTtl: Seconds = 300;
/** The longest `requested_expiry` that is granted (OIDC CIBA §7.1). */
export const longestBackchannelTtl: Seconds = 3600;
/** OIDC CIBA §7.3 `interval`. */
export const backchannelPollInterval: Seconds = 5;

/** A request that waits for its person (OIDC CIBA §7.1), as it is kept under the key of its auth_req_id. */
export interface BackchannelRequest extends Polled, AskedAccess {
  readonly userId: string;
  readonly mode: CibaPolicy['deliveryMode'];
  /** OIDC CIBA §7.1: what both sides show, so that the person knows which request is asked about. */
  readonly bindingMessage?: string;
  /** OIDC CIBA §7.1 `acr_values`. */
  readonly acrValues: readonly string[];
  readonly createdAt: Seconds;
  /** Ping and push: a sealed `Notice`. */
  readonly notice?: string;
}
