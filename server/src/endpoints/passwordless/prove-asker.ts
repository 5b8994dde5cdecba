import { findMailConnection } from '../../identity/passwordless/find-mail-connection.ts';
import type { CodePlace } from '../../identity/passwordless/code-place.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { authenticateClient } from '../../protocol/client-authentication/authenticate-client.ts';
import { isConfidential, type Client } from '../../protocol/client/client.ts';
import type { Params } from '../../protocol/params.ts';
import { invalidRequest } from '../../protocol/vocabulary/errors.ts';
import { clientCallOf } from '../client-call.ts';
import type { Request } from '../request.ts';
import type { PasswordlessTools } from './passwordless-tools.ts';

/** The application that asks, and where its code is good. `behind`: it has proved itself, and its people sit behind its address. */
export interface Asker { readonly client: Client; readonly place: CodePlace; readonly behind: boolean }

const proofs = ['client_secret', 'client_assertion'] as const;

/**
 * Auth0: anybody may have a code sent in the name of an application, as anybody may at its sign-in; it is good for nothing without the mail.
 * Where the application shows a secret or an assertion, it is the right one.
 */
export async function proveAsker(request: Request, params: Params, tools: PasswordlessTools): Promise<Asker | Refusal> {
  const { tenant, headers } = request;
  const shows = headers['authorization'] !== undefined || proofs.some((name) => params.optional(name) !== undefined);
  const client = shows ? await authenticateClient(clientCallOf(request, params), tools) : await findNamed(request, params, tools);
  if (client instanceof Refusal) return client;
  const named = params.required('connection');
  if (named instanceof Refusal) return named;
  const connection = await findMailConnection({ tenant: tenant.id, clientId: client.id, named }, tools.connections);
  if (connection instanceof Refusal) return connection;
  request.record.pass('connection.enabled');
  const email = params.required('email');
  return email instanceof Refusal ? email : { client, behind: shows && isConfidential(client), place: { tenant, connection, clientId: client.id, email, browser: undefined } };
}

async function findNamed({ tenant, record }: Request, params: Params, { clients }: PasswordlessTools): Promise<Client | Refusal> {
  const id = params.required('client_id');
  if (id instanceof Refusal) return id;
  const client = await clients.findClient(tenant.id, id);
  if (client === undefined) return invalidRequest('client.unknown');
  record.facts.clientId = client.id;
  if (!client.enabled) return invalidRequest('client.disabled');
  record.pass('client.known');
  return client;
}
