import { Refusal } from '../../kernel/refusal.ts';
import type { Session } from '../../identity/ports/session-store.ts';
import type { Client } from '../../protocol/client/client.ts';
import { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { TokenVerifier } from '../../protocol/ports/key-ring.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { proveLogoutAddress, type LogoutAddress } from '../interaction/logout-address.ts';
import type { Request } from '../request.ts';

/** What the claims of a logout request are proven with. */
export interface LogoutRequestTools { readonly clients: ClientDirectory; readonly verifier: TokenVerifier }

/** OIDC RP-Initiated Logout §2: a request to sign out, as far as it could be believed. */
export interface LogoutRequest {
  readonly client: Client | undefined;
  /** Whom the id_token_hint names, if it is genuine. */
  readonly hintedSubject: string | undefined;
  /** The session that it names. */
  readonly hintedSid: string | undefined;
  /** The `sid` that the application knows. */
  readonly logoutHint: string | undefined;
  readonly returnTo: LogoutAddress | OAuthRefusal | undefined;
  readonly state: string | undefined;
}

/** Reads the parameters of a GET or of a POST, and proves what they claim. Only parameters that can't be read at all are refused as a whole. */
export async function parseLogoutRequest(request: Request, tools: LogoutRequestTools): Promise<LogoutRequest | OAuthRefusal> {
  const params = readParams(request);
  if (params instanceof Refusal) return params;
  const hint = await readHint(params, request, tools);
  if (hint instanceof Refusal) request.record.refuse(hint);
  const client = await findClient(params, { hint, request, tools });
  const uri = params.optional('post_logout_redirect_uri');
  return {
    client: client instanceof Refusal ? undefined : client,
    ...(hint === undefined || hint instanceof Refusal ? { hintedSubject: undefined, hintedSid: undefined } : { hintedSubject: hint.subject, hintedSid: hint.sid }),
    logoutHint: params.optional('logout_hint'), state: params.optional('state'),
    returnTo: uri === undefined ? undefined : proveReturn(uri, { client, hint, request }),
  };
}

/** Does the request itself prove that this person's application asks? Otherwise the person is asked, as any page could have sent the browser here. */
export const isConfirmed = ({ hintedSubject, hintedSid, logoutHint }: LogoutRequest, session: Session): boolean => hintedSubject === session.userId || hintedSid === session.sid || logoutHint === session.sid;

function readParams({ method, query, body }: Request): Params | OAuthRefusal {
  if (method !== 'POST') return Params.fromForm(query);
  if (body.kind === 'none') return Params.fromForm('');
  return body.kind === 'form' ? Params.fromForm(body.text) : invalidRequest('request.media_type_unknown', { expected: 'application/x-www-form-urlencoded' });
}

interface Hint { readonly subject: string; readonly sid: string | undefined; readonly clientId: string }

/** OIDC RP-Initiated Logout §4: the hint must be an ID token of ours; that it has expired does not matter. With client_id it must be that client's. */
async function readHint(params: Params, { tenant, record }: Request, { verifier }: LogoutRequestTools): Promise<Hint | OAuthRefusal | undefined> {
  const jwt = params.optional('id_token_hint');
  if (jwt === undefined) return undefined;
  const verified = await verifier.verify(tenant, jwt);
  const { iss, sub, aud, sid } = verified?.claims ?? {};
  if (verified?.typ !== 'JWT' || iss !== tenant.issuer || typeof sub !== 'string' || typeof aud !== 'string') return invalidRequest('id_token_hint.invalid');
  const named = params.optional('client_id');
  if (named !== undefined && named !== aud) return invalidRequest('id_token_hint.invalid', { expected: 'an ID token of this application' });
  record.pass('id_token_hint.genuine');
  return { subject: sub, sid: typeof sid === 'string' ? sid : undefined, clientId: aud };
}

/** The application by the genuine hint, or by client_id. */
async function findClient(params: Params, { hint, request, tools }: { readonly hint: Hint | OAuthRefusal | undefined; readonly request: Request; readonly tools: LogoutRequestTools }): Promise<Client | OAuthRefusal | undefined> {
  const id = (hint instanceof Refusal ? undefined : hint?.clientId) ?? params.optional('client_id');
  if (id === undefined) return undefined;
  const client = await tools.clients.findClient(request.tenant.id, id);
  if (client === undefined || !client.enabled) return invalidRequest('logout.client_unknown', { received: id.slice(0, 80) });
  request.record.facts.clientId = client.id;
  request.record.pass('client.known');
  return client;
}

/** An address counts only together with the application it is registered for; one that came with a false hint counts for nothing. */
function proveReturn(uri: string, { client, hint, request }: { readonly client: Client | OAuthRefusal | undefined; readonly hint: Hint | OAuthRefusal | undefined; readonly request: Request }): LogoutAddress | OAuthRefusal {
  if (hint instanceof Refusal) return hint;
  if (client === undefined) return invalidRequest('logout.client_unknown', { expected: 'client_id or id_token_hint' });
  return client instanceof Refusal ? client : proveLogoutAddress(uri, client, request.tenant);
}
