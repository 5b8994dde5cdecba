import type { Brand } from '../../kernel/brand.ts';
import type { Seconds } from '../../kernel/time.ts';
import { insufficientUserAuthentication, type OAuthRefusal } from '../vocabulary/errors.ts';

/** RFC 9470 §3: what a resource wants of the authentication behind a token. One of the values is enough. */
export interface AuthenticationDemand { readonly acrValues?: readonly string[]; readonly maxAge?: Seconds }

/** RFC 9470 §6: what a token says of the authentication behind it. */
export interface Authentication { readonly acr: string | undefined; readonly authTime: Seconds | undefined }

/** Evidence that the person was authenticated as the resource wants it. */
export type SufficientAuthentication = Brand<Authentication, 'SufficientAuthentication'>;

/** RFC 9470 §3: a token that says nothing of the authentication is not enough where something is wanted. */
export function proveAuthentication(authentication: Authentication, { acrValues, maxAge }: AuthenticationDemand, now: Seconds): SufficientAuthentication | OAuthRefusal {
  const { acr, authTime } = authentication;
  if (acrValues !== undefined && (acr === undefined || !acrValues.includes(acr))) return insufficientUserAuthentication('token.authentication_insufficient', { expected: `acr ${acrValues.join(' or ')}`, received: acr ?? 'none' });
  if (maxAge !== undefined && (authTime === undefined || now - authTime > maxAge)) return insufficientUserAuthentication('token.authentication_insufficient', { expected: `a sign-in at most ${maxAge} s ago`, received: authTime === undefined ? 'none' : `${now - authTime} s ago` });
  return authentication as SufficientAuthentication;
}
