import { isLoopbackHost } from '../../kernel/loopback-host.ts';

/** A request as it came in. `address` is who is held for the caller: behind a proxy that is not believed, the proxy. */
export interface Arrival { readonly headers: Readonly<Record<string, string | undefined>>; readonly address: string }

/** Against what the arrival is held. `seenAt`: the address in the bar of the browser, where it is told. */
export interface Configured { readonly issuer: string; readonly production: boolean; readonly seenAt: URL | undefined }

/** One row: what is configured beside what came, and the exact line to change where the two do not go together. */
export interface AddressFinding { readonly check: string; readonly configured?: string; readonly received?: string; readonly state: 'ok' | 'warn' | 'fail'; readonly detail: string; readonly fix?: string }

const line = (issuer: string) => `GATEHOUSE_ISSUER=${issuer}`;
const first = (header: string | undefined) => header?.split(',')[0]?.trim();

/** Do the issuer and what stands in front of the server go together, for this very request? */
export function judgeArrival(configured: Configured, arrival: Arrival): readonly AddressFinding[] {
  return [judgeBar(configured), judgeHost(configured, arrival), judgeForwardedHost(configured, arrival), judgeScheme(configured, arrival), judgeProxy(arrival)].filter((row) => row !== undefined);
}

/** What people type is what applications and links must say. */
function judgeBar({ issuer, seenAt }: Configured): AddressFinding | undefined {
  if (seenAt === undefined) return undefined;
  const row = { check: 'Address in the browser', configured: new URL(issuer).origin, received: seenAt.origin } as const;
  if (seenAt.origin === new URL(issuer).origin) return { ...row, state: 'ok', detail: 'The browser is where the issuer says.' };
  return { ...row, state: 'fail', detail: 'The browser is somewhere else than the issuer says: links of mails and answers of sign-ins lead away from it.', fix: line(`${seenAt.origin}/`) };
}

function judgeHost({ issuer }: Configured, { headers: { host } }: Arrival): AddressFinding {
  return { check: 'Host', configured: new URL(issuer).host, ...(host === undefined ? {} : { received: host }), state: 'ok', detail: 'A request with another name is answered 421, and reaches no tenant.' };
}

/** Where it says another name, the proxy took the one that people use and put the issuer's in its place. */
function judgeForwardedHost({ issuer }: Configured, { headers }: Arrival): AddressFinding {
  const received = first(headers['x-forwarded-host']);
  const { host, protocol } = new URL(issuer);
  const row = { check: 'X-Forwarded-Host', configured: host, ...(received === undefined ? {} : { received: received.slice(0, 200) }) } as const;
  if (received === undefined) return { ...row, state: 'ok', detail: 'Not sent, and not needed: the name of the tenant comes from Host.' };
  const url = `${first(headers['x-forwarded-proto']) === 'https' ? 'https:' : protocol}//${received}/`;
  if (received.toLowerCase() === host || !URL.canParse(url)) return { ...row, state: received.toLowerCase() === host ? 'ok' : 'warn', detail: 'It is not read: the name of the tenant comes from Host.', ...(received.toLowerCase() === host ? {} : { fix: 'Let the proxy send the host name alone.' }) };
  return { ...row, state: 'warn', detail: `The proxy was asked for ${received.slice(0, 200)} and puts the issuer’s name into Host.`, fix: line(new URL(url).href) };
}

function judgeScheme({ issuer, production }: Configured, { headers }: Arrival): AddressFinding {
  const received = first(headers['x-forwarded-proto'])?.toLowerCase();
  const { protocol, hostname, host } = new URL(issuer);
  const configured = protocol.slice(0, -1);
  const row = { check: 'X-Forwarded-Proto', configured, ...(received === undefined ? {} : { received: received.slice(0, 20) }) } as const;
  if (received === 'https' && configured === 'http') return { ...row, state: 'fail', detail: 'Browsers come by https and are told addresses with http.', fix: line(`https://${host}/`) };
  if (received === 'http' && configured === 'https') return { ...row, state: 'fail', detail: 'This request reached the proxy without TLS: what is secret could be read on the way.', fix: 'Let the proxy redirect http:// to https://.' };
  if (configured === 'http' && !isLoopbackHost(hostname)) return { ...row, state: production ? 'fail' : 'warn', detail: 'The issuer is plain http: passwords and tokens can be read on the way.', fix: line(`https://${host}/`) };
  return { ...row, state: 'ok', detail: received === undefined ? 'Not sent: no proxy stands in front, or it does not tell.' : 'The proxy was reached as the issuer says.' };
}

/** Who is not believed speaks for nobody: then everybody behind the proxy has its address, and shares its limits. */
function judgeProxy({ headers, address }: Arrival): AddressFinding {
  const chain = headers['x-forwarded-for'];
  const row = { check: 'X-Forwarded-For', ...(chain === undefined ? {} : { received: chain.slice(0, 200) }) } as const;
  if (chain === undefined && headers['forwarded'] === undefined) return { ...row, state: 'ok', detail: `Not sent: the caller is ${address}.` };
  if (chain?.includes(address) === true) return { ...row, state: 'ok', detail: `The proxy is believed: the caller is ${address}.` };
  if (chain === undefined) return { ...row, state: 'warn', detail: 'The proxy sends Forwarded, which is not read.', fix: 'Let the proxy send X-Forwarded-For.' };
  return { ...row, state: 'warn', detail: `A proxy at ${address} speaks for others and is not believed: limits and blocks hold for all people behind it at once.`, fix: `GATEHOUSE_TRUST_PROXY=${address}` };
}
