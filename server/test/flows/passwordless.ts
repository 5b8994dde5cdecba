import type { Connection } from '../../src/identity/connections/connection.ts';
import type { ConnectionOptions } from '../../src/identity/connections/connection-options.ts';
import type { App } from './app.ts';
import type { Housed } from './arrangements.ts';

/** Auth0: what stands in `grant_type` with the code of a mail. */
export const otpGrant = 'http://auth0.com/oauth/grant-type/passwordless/otp';

/** Adds the connection for codes of mails, enabled for these applications. */
export async function addMailConnection({ house: { storage, defaultTenant } }: Housed, clientIds: readonly string[], over: { readonly name?: string; readonly options?: ConnectionOptions } = {}): Promise<Connection> {
  const { name = 'email', options = {} } = over;
  const connection: Connection = { tenant: defaultTenant.id, id: `con_${name}`, name, strategy: 'email', displayName: undefined, options, metadata: {}, isDomainConnection: false, showAsButton: false };
  if (await storage.connectionRegistry.insert(connection, clientIds) === 'taken') throw new Error(`${name} is taken.`);
  for (;;) {
    if (await storage.connections.find(defaultTenant.id, name) !== undefined) return connection;
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
}

/** Asks for a mail as applications do. */
export async function startAt(origin: string, app: App, body: Readonly<Record<string, unknown>>): Promise<{ readonly status: number; readonly headers: Headers; readonly body: Record<string, unknown> }> {
  const response = await fetch(`${origin}/passwordless/start`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ client_id: app.id, ...(app.secret === undefined ? {} : { client_secret: app.secret }), connection: 'email', ...body }) });
  return { status: response.status, headers: response.headers, body: await response.json() as Record<string, unknown> };
}

/** The code that stands in the text of a mail. */
export const codeIn = (text: string): string => /(?<!\d)\d{6,10}(?!\d)/.exec(text)?.[0] ?? '';
