import { DecisionRecord } from '../../../src/kernel/decision-record.ts';
import { tenantDefaults, type Issuer, type Tenant, type TenantId, type TenantSettings } from '../../../src/kernel/tenant.ts';
import type { Endpoint, Reply } from '../../../src/endpoints/reply.ts';
import type { Body, CookieName, Request } from '../../../src/endpoints/request.ts';
import type { Page } from '../../../src/pages/page.ts';
import { clientDefaults } from '../../../src/protocol/client/client-defaults.ts';
import type { Client, ClientId } from '../../../src/protocol/client/client.ts';

export const origin = 'https://login.example';

export function tenantOfTest(over: Partial<TenantSettings> = {}, id = 'default'): Tenant {
  const settings: TenantSettings = { environment: 'production', supportEmail: undefined, logoutUris: [], defaultAudience: undefined, sessionIdleTtl: 3600, sessionAbsoluteTtl: 86_400, ...tenantDefaults, ...over };
  return { id: id as TenantId, name: 'Acme', issuer: `${origin}/` as Issuer, settings };
}

export function clientOfTest(id: string, over: Partial<Client> = {}): Client {
  return {
    tenant: 'default' as TenantId, id: id as ClientId, name: `App ${id}`, description: undefined, logoUri: undefined, policyUri: undefined, tosUri: undefined, initiateLoginUri: undefined, type: 'regular_web', firstParty: false, enabled: true,
    sample: false, authenticationMethod: 'client_secret_basic', secrets: [], redirectUris: [`https://${id}.example/cb`], logoutUris: [`https://${id}.example/out`], webOrigins: [], grantTypes: ['authorization_code', 'refresh_token'], requiresPkce: false,
    idTokenTtl: 36_000, idTokenAlg: 'ES256', claimsStyle: 'auth0', refresh: { leeway: 0, idleTtl: 3600, absoluteTtl: 86_400 }, tokenInQueryAllowed: false, ...clientDefaults, ...over,
  };
}

/** One request of a visitor. `form` makes it a POST. */
export interface Visit { readonly query?: Readonly<Record<string, string>>; readonly form?: Readonly<Record<string, string>>; readonly headers?: Readonly<Record<string, string>> }

let count = 0;

/** A browser at one address, with its cookies: it makes request values and keeps the cookies of the replies. */
export class Visitor {
  readonly tenant: Tenant;
  readonly address: string;
  readonly cookies = new Map<CookieName, string>();
  /** The decision record of the last request. */
  record = new DecisionRecord('none');

  constructor(tenant: Tenant, address = '192.0.2.1') { this.tenant = tenant; this.address = address; }

  /** Another browser with the same cookies. */
  twin(address = this.address): Visitor {
    const other = new Visitor(this.tenant, address);
    for (const [name, value] of this.cookies) other.cookies.set(name, value);
    return other;
  }

  request(path: string, { query = {}, form, headers = {} }: Visit = {}): Request {
    const id = `req_${++count}`;
    const cookies = new Map(this.cookies);
    const body: Body = form === undefined ? { kind: 'none' } : { kind: 'form', text: new URLSearchParams(form).toString(), mediaType: 'application/x-www-form-urlencoded' };
    this.record = new DecisionRecord(id);
    return { id, tenant: this.tenant, method: form === undefined ? 'GET' : 'POST', path, calledAs: path, calledUrl: `${this.tenant.issuer}${path.slice(1)}`, query: new URLSearchParams(query).toString(), body, headers, cookie: (name) => cookies.get(name), address: this.address, userAgent: 'Test/1', certificate: undefined, record: this.record };
  }

  async visit(endpoint: Endpoint, visit: Visit = {}): Promise<Reply> { return this.keep(await endpoint.handle(this.request(endpoint.path, visit))); }

  /** Takes over the cookies of a reply. */
  keep<T extends Pick<Reply, 'cookies'>>(reply: T): T {
    for (const { name, value } of reply.cookies ?? []) {
      if (value === undefined) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return reply;
  }
}

/** The page of a reply, which must be of this name. */
export function pageOf<Name extends Page['name']>(reply: Reply, name: Name): Extract<Page, { name: Name }> & { readonly status: number } {
  if (reply.kind !== 'page' || reply.page.name !== name) throw new Error(`Expected the page ${name}, got ${reply.kind === 'page' ? `${reply.page.name} ${'reason' in reply.page ? reply.page.reason : ''}` : reply.kind}`);
  return { ...(reply.page as Extract<Page, { name: Name }>), status: reply.status };
}

/** Where a reply redirects to. */
export function locationOf(reply: Reply): string {
  if (reply.kind !== 'redirect') throw new Error(`Expected a redirect, got ${reply.kind === 'page' ? `the page ${reply.page.name}` : reply.kind}`);
  return reply.to;
}
