import { developerDetail, frameOf } from '../endpoints/error-page/render-refusal.ts';
import type { Reply } from '../endpoints/reply.ts';
import type { ErrorPage } from '../pages/page.ts';
import type { Exchange } from './exchange.ts';
import { HttpRefusal } from './http-refusal.ts';
import { SocketRequest } from './socket-request.ts';

const retryAfter = { 'retry-after': '2' } as const;

/** What a thrown thing is called outside: an outage of the storage passes, everything else is a bug of ours. The text of the error stays inside. */
export function refusalOfFailure(error: unknown): HttpRefusal {
  return error instanceof Error && error.name === 'StorageUnavailable'
    ? new HttpRefusal(503, 'server.unavailable', { code: 'temporarily_unavailable', headers: retryAfter })
    : new HttpRefusal(500, 'server.failed', { code: 'server_error' });
}

/** The error page for a person, the error object of RFC 6749 §5.2 for a program. */
export function renderRefusal(exchange: Exchange, refusal: HttpRefusal): Reply {
  return wantsPage(exchange) ? { kind: 'page', status: refusal.status, headers: refusal.headers, page: pageOf(exchange, refusal) } : renderErrorObject(exchange, refusal);
}

/** `error_uri` leads to the page of the reason; without a tenant there is no address that it could stand at. */
export function renderErrorObject({ tenant }: Exchange, refusal: HttpRefusal): Reply & { readonly kind: 'json' } {
  const uri = tenant === undefined ? {} : { error_uri: `${tenant.issuer}docs/errors/${refusal.reason}` };
  return { kind: 'json', status: refusal.status, headers: refusal.headers, body: { error: refusal.code, error_description: refusal.description, reason: refusal.reason, ...uri } };
}

/** Addresses that applications call answer them in their own form, whatever they say they accept. */
function wantsPage({ route, incoming }: Exchange): boolean {
  const cors = route.endpoint?.cors ?? 'none';
  return route.own === undefined && cors === 'none' && incoming.headers.accept?.includes('text/html') === true;
}

function pageOf(exchange: Exchange, refusal: HttpRefusal): ErrorPage {
  const { id, tenant } = exchange;
  const nobody = { tenantName: 'Gatehouse', language: 'en', requestId: id, supportEmail: undefined };
  if (tenant === undefined) return { name: 'error', frame: nobody, client: undefined, reason: refusal.reason, developer: undefined };
  const request = exchange.request ?? new SocketRequest(exchange, tenant, { kind: 'none' });
  request.record.refuse(refusal);
  return { name: 'error', frame: frameOf(request), client: undefined, reason: refusal.reason, developer: developerDetail(request, refusal) };
}
