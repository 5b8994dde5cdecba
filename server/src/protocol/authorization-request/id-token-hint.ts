import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { Params } from '../params.ts';
import type { TokenVerifier } from '../ports/key-ring.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';

/** OIDC Core §3.1.2.1: the subject that an id_token_hint names. Expiry does not matter; issuer, signature and audience do. */
export async function readIdTokenHint(params: Params, context: { readonly tenant: Tenant; readonly client: Client }, tools: { readonly verifier: TokenVerifier }): Promise<string | undefined | OAuthRefusal> {
  const hint = params.optional('id_token_hint');
  if (hint === undefined) return undefined;
  const verified = await tools.verifier.verify(context.tenant, hint);
  if (verified === undefined || verified.claims['iss'] !== context.tenant.issuer) return invalidRequest('id_token_hint.invalid');
  const { aud, sub } = verified.claims;
  if (aud !== context.client.id || typeof sub !== 'string') return invalidRequest('id_token_hint.invalid', { expected: 'an ID token of this application' });
  return sub;
}
