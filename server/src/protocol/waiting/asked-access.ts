import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { findTarget } from '../audience/find-target.ts';
import type { AuthorizationDetail } from '../authorization-details/authorization-detail.ts';
import { parseAuthorizationDetails } from '../authorization-details/parse-authorization-details.ts';
import type { Client } from '../client/client.ts';
import type { Params } from '../params.ts';
import type { ClientDirectory } from '../ports/client-directory.ts';
import { proveScope } from '../scope/prove-scope.ts';
import type { OAuthRefusal } from '../vocabulary/errors.ts';

/** What a person will be asked about, away from the application. Plain JSON. */
export interface AskedAccess {
  readonly scope: readonly string[];
  /** The API, if one was asked for. */
  readonly audience?: string;
  /** RFC 9396 §5. */
  readonly details?: readonly AuthorizationDetail[];
}

/** Reads what a device or a consumption device asks for. All that can be refused is refused here, where its developer reads it. */
export async function parseAskedAccess(params: Params, { client, tenant, record }: { readonly client: Client; readonly tenant: Tenant; readonly record: DecisionRecord }, { clients }: { readonly clients: ClientDirectory }): Promise<AskedAccess | OAuthRefusal> {
  const target = await findTarget(params, tenant, { clients, record });
  if (target instanceof Refusal) return target;
  const scope = proveScope(params, { tenant, client, api: target.api, record });
  if (scope instanceof Refusal) return scope;
  const details = parseAuthorizationDetails(params, target.api);
  if (details instanceof Refusal) return details;
  return { scope, ...(target.api === undefined ? {} : { audience: target.api.identifier }), ...(details === undefined ? {} : { details }) };
}
