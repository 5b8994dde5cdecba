import type { Tenant } from '../../kernel/tenant.ts';
import type { Client } from '../client/client.ts';
import type { Params } from '../params.ts';
import { verifyIdToken, type IdTokenTools, type OwnIdToken } from '../tokens/verify-id-token.ts';
import { invalidRequest, type OAuthRefusal } from '../vocabulary/errors.ts';

/** OIDC Core §3.1.2.1: an id_token_hint; its subject is the name under which this client knows somebody. Expiry does not matter; issuer, signature and audience do. */
export async function readIdTokenHint(params: Params, { tenant, client }: { readonly tenant: Tenant; readonly client: Client }, tools: IdTokenTools): Promise<OwnIdToken | undefined | OAuthRefusal> {
  const hint = params.optional('id_token_hint');
  if (hint === undefined) return undefined;
  const token = await verifyIdToken(hint, tenant, tools);
  if (token === undefined) return invalidRequest('id_token_hint.invalid');
  return token.clientId === client.id ? token : invalidRequest('id_token_hint.invalid', { expected: 'an ID token of this application' });
}
