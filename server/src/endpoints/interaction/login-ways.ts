import type { SomeConnections } from '../../identity/connections/choose-connections.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import { findMailConnection } from '../../identity/passwordless/find-mail-connection.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Request } from '../request.ts';
import { databasesOfStep } from './databases.ts';
import type { OpenStep } from './prove-step.ts';

/** How the person of a step may sign in: with a password of one of these databases, with a code that is mailed, or as they like. */
export type LoginWays = { readonly databases: SomeConnections; readonly mail: Connection | undefined } | { readonly databases: undefined; readonly mail: Connection };

/** The ways of the application of a step, or of the one connection that it named; a refusal where there is none. */
export async function findLoginWays(request: Request, step: Pick<OpenStep, 'transaction' | 'client'>, tools: { readonly connections: ConnectionDirectory }): Promise<LoginWays | Refusal> {
  const databases = await databasesOfStep(request, step, tools);
  const mail = await findMailConnection({ tenant: request.tenant.id, clientId: step.client?.id, named: step.transaction.request['connection']?.[0] }, tools.connections);
  if (!(databases instanceof Refusal)) return { databases, mail: mail instanceof Refusal ? undefined : mail };
  return mail instanceof Refusal ? databases : { databases: undefined, mail };
}
