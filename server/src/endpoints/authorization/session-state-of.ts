import { browserState, issueSessionState } from '../../protocol/session-management/session-state.ts';
import type { AuthorizationRequest } from '../../protocol/authorization-request/authorization-request.ts';
import type { Fields } from '../../protocol/response-modes/response-mode.ts';
import type { Request } from '../request.ts';
import type { ReturnAddress } from './return-address.ts';

/** OIDC Session Management §2: `session_state` of a successful answer to an OpenID request; nothing where this browser has no state that the frame could read. */
export function sessionStateOf({ address, asked }: { readonly address: ReturnAddress; readonly asked: AuthorizationRequest }, request: Request): Fields {
  const session = request.cookie('session');
  if (session === undefined || !asked.scope.includes('openid')) return {};
  const state = browserState(session);
  if (request.cookie('browser_state') !== state) return {};
  const value = issueSessionState({ clientId: asked.client.id, redirectUri: address.redirectUri, browserState: state });
  return value === undefined ? {} : { session_state: value };
}
