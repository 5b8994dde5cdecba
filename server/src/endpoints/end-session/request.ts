import { Refusal } from '../../kernel/refusal.ts';
import type { Session } from '../../identity/ports/session-store.ts';
import type { Client } from '../../protocol/client/client.ts';
import { Params } from '../../protocol/params.ts';
import type { ClientDirectory } from '../../protocol/ports/client-directory.ts';
import type { SubjectKeys } from '../../protocol/ports/subject-keys.ts';
import { publicSubject } from '../../protocol/subject/public-subject.ts';
import { verifyIdToken, type IdTokenTools, type OwnIdToken } from '../../protocol/tokens/verify-id-token.ts';
import { invalidRequest, type OAuthRefusal } from '../../protocol/vocabulary/errors.ts';
import { proveLogoutAddress, type LogoutAddress } from '../interaction/logout-address.ts';
import type { Request } from '../request.ts';

/** What the claims of a logout request are proven with. */
export type LogoutRequestTools = IdTokenTools & { readonly clients: ClientDirectory; readonly subjectKeys: SubjectKeys };

/** OIDC RP-Initiated Logout §2: a request to sign out, as far as it could be believed. */
export interface LogoutRequest {
  readonly client: Client | undefined;
  /** The id_token_hint, if it is genuine. */
  readonly hint: OwnIdToken | undefined;
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
    hint: hint instanceof Refusal ? undefined : hint,
    logoutHint: params.optional('logout_hint'), state: params.optional('state'),
    returnTo: uri === undefined ? undefined : proveReturn(uri, { client, hint, request }),
  };
}

/** Does the request itself prove that this person's application asks? Otherwise the person is asked, as any page could have sent the browser here. */
export const isConfirmed = ({ client, hint, logoutHint }: LogoutRequest, session: Session, tools: { readonly subjectKeys: SubjectKeys }): boolean =>
  logoutHint === session.sid || hint?.sid === session.sid || (client !== undefined && hint !== undefined && namesPerson(hint, publicSubject(session.userId, client, tools)));

/** OIDC Core §8: the client names the person as it knows them. A hint that it could have written itself counts only with the `sid`, which nobody guesses. */
const namesPerson = ({ sub, signedBy }: OwnIdToken, known: string) => sub === known && signedBy === 'server';

function readParams({ method, query, body }: Request): Params | OAuthRefusal {
  if (method !== 'POST') return Params.fromForm(query);
  if (body.kind === 'none') return Params.fromForm('');
  return body.kind === 'form' ? Params.fromForm(body.text) : invalidRequest('request.media_type_unknown', { expected: 'application/x-www-form-urlencoded' });
}

/** OIDC RP-Initiated Logout §4: the hint must be an ID token of ours; that it has expired does not matter. With client_id it must be that client's. */
async function readHint(params: Params, { tenant, record }: Request, tools: LogoutRequestTools): Promise<OwnIdToken | OAuthRefusal | undefined> {
  const jwt = params.optional('id_token_hint');
  if (jwt === undefined) return undefined;
  const token = await verifyIdToken(jwt, tenant, tools);
  if (token === undefined) return invalidRequest('id_token_hint.invalid');
  const named = params.optional('client_id');
  if (named !== undefined && named !== token.clientId) return invalidRequest('id_token_hint.invalid', { expected: 'an ID token of this application' });
  record.pass('id_token_hint.genuine');
  return token;
}

/** The application by the genuine hint, or by client_id. */
async function findClient(params: Params, { hint, request, tools }: { readonly hint: OwnIdToken | OAuthRefusal | undefined; readonly request: Request; readonly tools: LogoutRequestTools }): Promise<Client | OAuthRefusal | undefined> {
  const id = (hint instanceof Refusal ? undefined : hint?.clientId) ?? params.optional('client_id');
  if (id === undefined) return undefined;
  const client = await tools.clients.findClient(request.tenant.id, id);
  if (client === undefined || !client.enabled) return invalidRequest('logout.client_unknown', { received: id.slice(0, 80) });
  request.record.facts.clientId = client.id;
  request.record.pass('client.known');
  return client;
}

/** An address counts only together with the application it is registered for; one that came with a false hint counts for nothing. */
function proveReturn(uri: string, { client, hint, request }: { readonly client: Client | OAuthRefusal | undefined; readonly hint: OwnIdToken | OAuthRefusal | undefined; readonly request: Request }): LogoutAddress | OAuthRefusal {
  if (hint instanceof Refusal) return hint;
  if (client === undefined) return invalidRequest('logout.client_unknown', { expected: 'client_id or id_token_hint' });
  return client instanceof Refusal ? client : proveLogoutAddress(uri, client, request.tenant);
}
