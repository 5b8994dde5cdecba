import type { Brand } from '../../kernel/brand.ts';
import type { DecisionRecord } from '../../kernel/decision-record.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import type { Client, RegisteredRedirectUri } from '../../protocol/client/client.ts';
import { chooseResponseMode } from '../../protocol/authorization-request/response-mode.ts';
import { matchRedirectUri } from '../../protocol/client/redirect-uri.ts';
import type { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import { responseModes } from '../../protocol/response-modes/index.ts';
import type { Fields, ResponseMode } from '../../protocol/response-modes/response-mode.ts';
import { writeForClient, type FormTools } from '../../protocol/tokens/write-for-client.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { frameOf, refusalPage } from '../error-page/render-refusal.ts';
import { errorUri, publicDescription } from '../oauth-error.ts';
import type { Reply } from '../reply.ts';
import type { Request } from '../request.ts';

/**
 * Evidence that this request may be answered by sending the browser back to the client.
 * RFC 6749 §4.1.2.1: without it the error is shown to the person and nothing is redirected.
 */
export type ReturnAddress = Brand<Destination, 'ReturnAddress'>;
interface Destination { readonly client: Client; readonly redirectUri: RegisteredRedirectUri; readonly mode: ResponseMode; /** OAuth JARM §2: the answer is one signed JWT. */ readonly jarm: boolean; readonly state: string | undefined; readonly issuer: string }

/** Client and redirect_uri come first: whether we may redirect must be known before anything else is. */
export async function findReturnAddress(params: Params, { tenant, record }: { readonly tenant: Tenant; readonly record: DecisionRecord }, tools: { readonly clients: ClientDirectory }): Promise<ReturnAddress | OAuthRefusal> {
  const id = params.required('client_id');
  if (id instanceof Refusal) return id;
  const client = await tools.clients.findClient(tenant.id, id);
  if (client === undefined) return (await tools.clients.explainUnknown?.(tenant.id, id)) ?? invalidRequest('client.unknown', { received: id.slice(0, 80) });
  record.facts.clientId = client.id;
  if (!client.enabled) return invalidRequest('client.disabled');
  record.pass('client.known');
  const redirectUri = matchRedirectUri(client, params.optional('redirect_uri'));
  if (redirectUri instanceof Refusal) return redirectUri;
  record.pass('redirect_uri.registered', { received: redirectUri });
  const destination: Destination = { client, redirectUri, ...chooseResponseMode(params), state: params.optional('state'), issuer: tenant.issuer };
  return destination as ReturnAddress;
}

/** The only way to answer a client through the browser. An answer that can not be written in the agreed form goes nowhere: the person sees what is wrong. */
export async function sendBack(address: ReturnAddress, answer: Fields, context: SendContext): Promise<Reply> {
  const reply = await renderAnswer(address, answer, context);
  return reply instanceof Refusal ? refusalPage(context.request, reply, address.client) : reply;
}

/** The reply that takes an answer to the client. RFC 9207 §2 adds `iss`, to errors too. */
export async function renderAnswer(address: ReturnAddress, answer: Fields, { request, tools }: SendContext): Promise<Reply | OAuthRefusal> {
  const mode = webMessageNeedsOrigin(address) ? responseModes.query : address.mode;
  const plain = { ...answer, ...(address.state === undefined ? {} : { state: address.state }), iss: address.issuer };
  const response = address.jarm ? await jwtAnswer(plain, address, { request, tools }) : undefined;
  if (response instanceof Refusal) return response;
  const fields: Fields = response === undefined ? plain : { response };
  const rendered = mode.render(address.redirectUri, fields);
  if (rendered.kind === 'redirect') return { kind: 'redirect', to: rendered.to };
  const frame = frameOf(request);
  if (rendered.kind === 'form_post') return { kind: 'page', status: 200, page: { name: 'form-post', frame, action: rendered.action, fields } };
  return { kind: 'page', status: 200, page: { name: 'web-message', frame, targetOrigin: rendered.targetOrigin, fields } };
}

/** What an answer is signed and encrypted with, where it goes as a JWT. */
export interface SendContext { readonly request: Request; readonly tools: FormTools }

/** OAuth JARM §2.1: the parameters of the answer as claims, for this client, valid for ten minutes. OAuth JARM §2.2: signed, then encrypted where the client is set so. */
async function jwtAnswer(plain: Fields, { client, issuer }: ReturnAddress, { request, tools }: SendContext): Promise<string | OAuthRefusal> {
  const claims = { ...plain, iss: issuer, aud: client.id, exp: tools.clock.now() + 600 };
  const { responseSigningAlg, responseEncryption } = client.formats;
  const form = { client, alg: responseSigningAlg ?? client.idTokenAlg, encryption: responseEncryption };
  return writeForClient({ typ: 'JWT', claims }, form, { tenant: request.tenant, record: request.record, tools });
}

const webMessageNeedsOrigin = ({ mode, redirectUri }: ReturnAddress) => mode.name === 'web_message' && !/^https?:/i.test(redirectUri);

/** RFC 6749 §4.1.2.1: the refusal as the client reads it. */
export function refuseThroughBrowser(address: ReturnAddress, refusal: OAuthRefusal, context: SendContext): Promise<Reply> {
  const uri = errorUri(refusal, context.request);
  return sendBack(address, { error: refusal.code, error_description: publicDescription(refusal), ...(uri === undefined ? {} : { error_uri: uri }) }, context);
}
