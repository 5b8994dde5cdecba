import type { Tenant } from '../kernel/tenant.ts';
import { reasons } from '../kernel/reasons/index.ts';
import type { Reply } from '../endpoints/reply.ts';

/** Auth0: below here stood the Management API v1. */
const managementV1 = '/api/v1';

/** RFC 9110 §15.5.11: what is gone for good says where its successor is, to every method. `undefined`: nothing was ever at this address. */
export function removedReply(path: string, { issuer }: Tenant): Reply | undefined {
  if (path !== managementV1 && !path.startsWith(`${managementV1}/`)) return undefined;
  const { explain, fix } = reasons['api.v1_gone'];
  return { kind: 'json', status: 410, body: { statusCode: 410, error: 'Gone', message: `${explain} ${fix[0]}`, errorCode: 'api_v1_gone', api: `${issuer}api/v2/`, documentation: `${issuer}docs/errors/api.v1_gone` } };
}
