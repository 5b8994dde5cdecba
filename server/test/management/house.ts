import { createManagementClient, randomCredentials, type ManagementClient } from '../../src/cli/management-api.ts';
import { call } from '../flows/app.ts';
import { startHouse, type HouseOptions, type RunningHouse } from '../flows/house.ts';

/** An answer of the Management API. */
export interface ManagementAnswer { readonly status: number; readonly body: Record<string, unknown> & readonly Record<string, unknown>[]; readonly headers: Headers }

/** A running house with a management application, as `gatehouse bootstrap` makes one. */
export interface ManagedHouse {
  readonly running: RunningHouse;
  readonly audience: string;
  /** The management application. */
  readonly client: ManagementClient;
  /** A token with these scopes; all that there are without. */
  token(scope?: string): Promise<string>;
  /** Calls an operation with a token of every scope, or with the given one. */
  ask(method: string, path: string, more?: { readonly body?: unknown; readonly token?: string }): Promise<ManagementAnswer>;
  stop(): Promise<void>;
}

export async function startManagedHouse(options: HouseOptions = {}): Promise<ManagedHouse> {
  const running = await startHouse(options);
  const made = await createManagementClient(running.house, randomCredentials());
  if (made === 'taken') throw new Error('The random client id is taken.');
  const app = { id: made.client_id, secret: made.client_secret, redirectUri: '', method: 'client_secret_post' } as const;
  const token = async (scope?: string) => (await call(running.origin, '/oauth/token', { app, fields: { grant_type: 'client_credentials', audience: made.audience, ...(scope === undefined ? {} : { scope }) } })).body['access_token'] ?? '';
  const whole = await token();
  return {
    running, audience: made.audience, client: made, token,
    async ask(method, path, { body, token: other } = {}) {
      const response = await fetch(`${running.origin}/api/v2${path}`, {
        method, headers: { authorization: `Bearer ${other ?? whole}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return { status: response.status, headers: response.headers, body: (text === '' ? {} : JSON.parse(text)) as ManagementAnswer['body'] };
    },
    stop: () => running.stop(),
  };
}
