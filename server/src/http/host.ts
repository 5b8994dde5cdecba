import type { Awaitable } from '../kernel/awaitable.ts';
import type { Tenant } from '../kernel/tenant.ts';

type FindTenant = (host: string) => Awaitable<Tenant | undefined>;

const wellFormed = /^(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::\d{1,5})?$/;
const defaultPort = /:(443|80)$/;

/** RFC 9110 §7.2: a host, perhaps with a port, in lower case; `undefined` when it is missing or is none. */
export const parseHost = (header: string | undefined): string | undefined => (header !== undefined && wellFormed.test(header) ? header.toLowerCase() : undefined);

/** The tenant whose issuer has this host. The default port may stand there or not (RFC 9110 §4.2.3). */
export function findTenantOf(host: string, findTenant: FindTenant): Awaitable<Tenant | undefined> {
  const found = findTenant(host);
  if (found instanceof Promise) return found.then((tenant) => tenant ?? findWithoutPort(host, findTenant));
  return found ?? findWithoutPort(host, findTenant);
}

/** RFC 8705 §5: the port for certificates is another door of the same tenant, whose issuer has the main port. */
export function withoutMutualPort(host: string, { port, mutualTls }: { readonly port: number; readonly mutualTls?: { readonly port: number } | undefined }): string {
  const ending = `:${mutualTls?.port ?? ''}`;
  return host.endsWith(ending) ? `${host.slice(0, -ending.length)}:${port}` : host;
}

/** The way back: the same address on the port for certificates. */
export function onMutualPort(address: string, { mutualTls }: { readonly mutualTls?: { readonly port: number } | undefined }): string {
  const url = new URL(address);
  url.port = String(mutualTls?.port ?? '');
  return url.href;
}

async function findWithoutPort(host: string, findTenant: FindTenant): Promise<Tenant | undefined> {
  const port = defaultPort.exec(host)?.[1];
  if (port === undefined) return undefined;
  const tenant = await findTenant(host.slice(0, -port.length - 1));
  return tenant?.issuer.startsWith(port === '443' ? 'https:' : 'http:') === true ? tenant : undefined;
}

const loopback = /^(?:localhost|[a-z0-9.-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d+)?$/;

/** Does this host (with port) name this machine? A page of the web that points its own name at 127.0.0.1 does not. */
export const isLoopback = (host: string): boolean => loopback.test(host);
