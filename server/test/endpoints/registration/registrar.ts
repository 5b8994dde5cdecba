import type { TenantSettings } from '../../../src/kernel/tenant.ts';
import { startHouse, type HouseOptions, type RunningHouse } from '../../flows/house.ts';

export type Metadata = Readonly<Record<string, unknown>>;
export interface Answer { readonly status: number; readonly body: Record<string, unknown>; readonly headers: Headers }

/** A house whose default tenant has these settings. */
export async function houseWith(settings: Partial<TenantSettings>, options: HouseOptions = {}): Promise<RunningHouse> {
  const house = await startHouse(options);
  const { storage, defaultTenant: tenant } = house.house;
  await storage.tenants.replace({ ...tenant, settings: { ...tenant.settings, ...settings } });
  return house;
}

export interface Call { readonly method?: string; readonly token?: string | undefined; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> }

/** One request with a JSON body; `body` may be text that is none. */
export async function send(url: string, { method = 'POST', token, body, headers = {} }: Call): Promise<Answer> {
  const response = await fetch(url, {
    method, headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...(token === undefined ? {} : { authorization: `Bearer ${token}` }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? {} : JSON.parse(text) as Record<string, unknown> };
}

export const register = (house: RunningHouse, metadata: unknown, token?: string): Promise<Answer> => send(`${house.origin}/oidc/register`, { body: metadata, token });

/** The smallest metadata that are good. */
export const small: Metadata = { redirect_uris: ['https://rp.example/cb'] };
