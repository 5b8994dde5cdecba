import { findSession, type SessionTools } from '../../identity/sessions/find-session.ts';
import type { OAuthErrorCode } from '../../protocol/vocabulary/errors.ts';
import type { Request } from '../request.ts';
import type { ReturnAddress } from './return-address.ts';

/** OIDC Core §3.1.2.6: what a request with prompt=none is told; nobody is there to read a page. */
const silent: ReadonlySet<OAuthErrorCode> = new Set(['login_required', 'consent_required', 'interaction_required', 'account_selection_required', 'unmet_authentication_requirements']);

/**
 * RFC 9700 §4.11.2: a stranger that registered itself must not have browsers sent to it by a link to us alone, which a request that is wrong on purpose would do.
 * Its errors go back when somebody is signed in at this browser; before that they are shown.
 */
export async function mayBeAnswered({ client }: ReturnAddress, code: OAuthErrorCode, { request, tools }: { readonly request: Request; readonly tools: SessionTools }): Promise<boolean> {
  if (client.registration === undefined || silent.has(code)) return true;
  return (await findSession(request.tenant, request.cookie('session'), tools)) !== undefined;
}
