import { passwordConnection } from '../../identity/connections/password-connection.ts';
import type { Tenant } from '../../kernel/tenant.ts';
import { connectionId } from '../connections/schema.ts';

/** A connection that people can be put into: its id outside, and its name. */
export interface NamedConnection { readonly id: string; readonly name: string }

/** The connection with this id. */
export const findConnection = (tenant: Tenant, id: string): NamedConnection | undefined => (id === connectionId(tenant) ? { id, name: passwordConnection } : undefined);

/** The id of the connection with this name; `undefined`: it is gone. */
export const findConnectionId = (tenant: Tenant, name: string): string | undefined => (name === passwordConnection ? connectionId(tenant) : undefined);
