import { chooseUpstream, type SomeConnections } from '../../identity/connections/choose-connections.ts';
import type { Connection } from '../../identity/connections/connection.ts';
import { findMailConnection } from '../../identity/passwordless/find-mail-connection.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Request } from '../request.ts';
import { databasesOfStep } from './databases.ts';
import type { OpenStep } from './prove-step.ts';

/** How the person of a step may sign in: with a password of one of these databases, with a code that is mailed, or at another provider. One of them is there. `named`: the application asked for the one. */
export interface LoginWays { readonly databases: SomeConnections | undefined; readonly mail: Connection | undefined; readonly upstream: readonly Connection[]; readonly named: boolean }

/** The ways of the application of a step, or of the one connection that it named; a refusal where there is none. */
export async function findLoginWays(request: Request, step: Pick<OpenStep, 'transaction' | 'client'>, tools: { readonly connections: ConnectionDirectory }): Promise<LoginWays | Refusal> {
  const named = step.transaction.request['connection']?.[0];
  const choice = { tenant: request.tenant.id, clientId: step.client?.id, named };
  const [databases, mail, upstream] = await Promise.all([databasesOfStep(request, step, tools), findMailConnection(choice, tools.connections), chooseUpstream(choice, tools.connections)]);
  if (databases instanceof Refusal && mail instanceof Refusal && upstream.length === 0) return databases;
  return { databases: databases instanceof Refusal ? undefined : databases, mail: mail instanceof Refusal ? undefined : mail, upstream, named: named !== undefined };
}
