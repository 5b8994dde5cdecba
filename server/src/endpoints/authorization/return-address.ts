import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client, RegisteredRedirectUri } from '../../protocol/client/client.ts';
import { matchRedirectUri } from '../../protocol/client/redirect-uri.ts';
import type { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { findResponseMode, responseModes } from '../../protocol/response-modes/index.ts';
import type { Fields, ResponseMode } from '../../protocol/response-modes/response-mode.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { frameOf } from '../error-page/render-refusal.ts';
import { errorUri, publicDescription } from '../oauth-error.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/**
 * Evidence that this request may be answered by sending the browser back to the client.
 * RFC 6749 §4.1.2.1: without it the error is shown to the person and nothing is redirected.
 */
export type ReturnAddress = Brand<Destination, 'ReturnAddress'>;
interface Destination { readonly client: Client; readonly redirectUri: RegisteredRedirectUri; readonly mode: ResponseMode; readonly state: string | undefined; readonly issuer: string }

/** Client and redirect_uri come first: whether we may redirect must be known before anything else is. */
export async function findReturnAddress(params: Params, { tenant, record }: { readonly tenant: Tenant; readonly record: DecisionRecord }, tools: { readonly clients: ClientDirectory }): Promise<ReturnAddress | OAuthRefusal> {
  const id = params.required('client_id');
  if (id instanceof Refusal) return id;
  const client = await tools.clients.findClient(tenant.id, id);
  if (client === undefined) return invalidRequest('client.unknown', { received: id.slice(0, 80) });
  record.facts.clientId = client.id;
  if (!client.enabled) return invalidRequest('client.disabled');
  record.pass('client.known');
  const redirectUri = matchRedirectUri(client, params.optional('redirect_uri'));
  if (redirectUri instanceof Refusal) return redirectUri;
  record.pass('redirect_uri.registered', { received: redirectUri });
  const destination: Destination = { client, redirectUri, mode: modeOf(params), state: params.optional('state'), issuer: tenant.issuer };
  return destination as ReturnAddress;
}

/** OAuth Multiple Response Types §2.1. An unknown mode is refused later, through the query. */
const modeOf = (params: Params) => findResponseMode(params.optional('response_mode') ?? 'query') ?? responseModes.query;

/** The response_mode parameter, judged once the answer can be sent back. */
export function proveResponseMode(params: Params, { redirectUri }: ReturnAddress): OAuthRefusal | undefined {
  const asked = params.optional('response_mode');
  if (asked === undefined) return undefined;
  if (findResponseMode(asked) === undefined) return invalidRequest('response_mode.unknown', { expected: Object.keys(responseModes).join(' '), received: asked.slice(0, 40) });
  // A message needs an origin to go to; an address of a native application has none.
  return asked === 'web_message' && !/^https?:/i.test(redirectUri) ? invalidRequest('response_mode.unknown', { expected: 'query or fragment for this redirect_uri', received: asked }) : undefined;
}

/** The only way to answer a client through the browser; RFC 9207 §2 adds `iss`, to errors too. */
export function sendBack(address: ReturnAddress, answer: Fields, request: Request): Reply {
  const mode = webMessageNeedsOrigin(address) ? responseModes.query : address.mode;
  const fields = { ...answer, ...(address.state === undefined ? {} : { state: address.state }), iss: address.issuer };
  const rendered = mode.render(address.redirectUri, fields);
  if (rendered.kind === 'redirect') return { kind: 'redirect', to: rendered.to };
  const frame = frameOf(request);
  if (rendered.kind === 'form_post') return { kind: 'page', status: 200, page: { name: 'form-post', frame, action: rendered.action, fields } };
  return { kind: 'page', status: 200, page: { name: 'web-message', frame, targetOrigin: rendered.targetOrigin, fields } };
}

const webMessageNeedsOrigin = ({ mode, redirectUri }: ReturnAddress) => mode.name === 'web_message' && !/^https?:/i.test(redirectUri);

/** RFC 6749 §4.1.2.1: the refusal as the client reads it. */
export function refuseThroughBrowser(address: ReturnAddress, refusal: OAuthRefusal, request: Request): Reply {
  const uri = errorUri(refusal, request);
  return sendBack(address, { error: refusal.code, error_description: publicDescription(refusal), ...(uri === undefined ? {} : { error_uri: uri }) }, request);
}
