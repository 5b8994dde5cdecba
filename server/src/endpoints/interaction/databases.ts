import { chooseDatabases, type SomeConnections } from '../../identity/connections/choose-connections.ts';
import type { ConnectionDirectory } from '../../identity/ports/connection-store.ts';
import type { Refusal } from '../../kernel/refusal.ts';
import type { Request } from '../request.ts';
import type { OpenStep } from './prove-step.ts';

/** The databases that the person of a step may come from: those of the application, or the one that it named in its request. Auth0: the parameter `connection`. */
export const databasesOfStep = ({ tenant }: Request, { transaction, client }: Pick<OpenStep, 'transaction' | 'client'>, { connections }: { readonly connections: ConnectionDirectory }): Promise<SomeConnections | Refusal<'invalid_request'>> =>
  chooseDatabases({ tenant: tenant.id, clientId: client?.id, named: transaction.request['connection']?.[0] }, connections);
