import type { DecisionRecord } from '../../kernel/decision-record.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { ResourceServer } from '../client/resource-server.ts';
import type { Params } from '../params.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import { invalidTarget, type OAuthRefusal } from '../vocabulary/errors.ts';

/** The API that a token shall be for, or nothing: then the token is opaque and good at /userinfo only. */
export type Target = { readonly api: ResourceServer | undefined };

/**
 * RFC 8707 §2 `resource` and Auth0's `audience` mean the same; one API per token.
 * Auth0: the tenant's default audience stands in when the request names none.
 */
export async function findTarget(params: Params, tenant: Tenant, tools: { readonly clients: ClientDirectory; readonly record: DecisionRecord }): Promise<Target | OAuthRefusal> {
  const asked = new Set([...params.all('audience'), ...params.all('resource')]);
  // OIDC userinfo is an audience of its own in the seeds; it needs no registration.
  asked.delete(`${tenant.issuer}userinfo`);
  if (asked.size > 1) return invalidTarget('target.several', { received: `${asked.size} identifiers` });
  const [identifier = tenant.settings.defaultAudience] = asked;
  if (identifier === undefined) return { api: undefined };
  const api = await tools.clients.findResourceServer(tenant.id, identifier);
  if (api === undefined || !api.enabled) return invalidTarget('target.unknown', { received: identifier.slice(0, 200) });
  tools.record.facts.audience = api.identifier;
  tools.record.pass('target.known', { received: api.identifier });
  return { api };
}
