/** What the addresses of a list are for. */
export type AddressUse = 'callback' | 'logout' | 'origin';
/** What is to be said about one line. `bad`: the server would refuse it, or it can not work. */
export interface Finding { readonly level: 'bad' | 'warn'; readonly address: string; readonly words: string }

interface Ground { readonly use: AddressUse; /** A server where addresses of this machine are usual. */ readonly development: boolean; readonly all: readonly string[] }

const isLoopback = ({ hostname }: URL) => hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
const twinOf = (address: string) => (address.endsWith('/') ? address.slice(0, -1) : `${address}/`);

/** One address to a line, without empty ones. */
export const linesOf = (text: string): readonly string[] => text.split(/[\n,]/).map((line) => line.trim()).filter((line) => line !== '');

/** Everything that is wrong, or probably not meant, in a list of addresses. */
export function lintAddresses(text: string, ground: Omit<Ground, 'all'>): readonly Finding[] {
  const all = linesOf(text);
  return all.flatMap((address, index) => {
    if (all.indexOf(address) !== index) return [{ level: 'bad', address, words: 'stands here twice' } as const];
    return lintOne(address, { ...ground, all });
  });
}

function lintOne(address: string, ground: Ground): readonly Finding[] {
  const bad = (words: string): readonly Finding[] => [{ level: 'bad', address, words }];
  if (address.includes('*')) return bad('has a wildcard; addresses are compared character for character, so list each one');
  if (!URL.canParse(address)) return bad('is no address: it begins with https:// or with the scheme of an app, as in com.example.app:/callback');
  const url = new URL(address);
  if (url.hash !== '' || address.endsWith('#')) return bad('has a fragment, which never reaches a server');
  if (ground.use === 'origin' && url.origin !== 'null' && address !== url.origin) return bad(`is more than an origin; write ${url.origin}`);
  return warningsOf(url, address, ground).map((words) => ({ level: 'warn', address, words }));
}

/** Why an address should not stand in an application that people use; `undefined`: it may. */
export function unfitForProduction(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  if (isLoopback(url)) return 'is an address of one’s own machine, on a server that is in production';
  return url.protocol === 'http:' ? 'is not encrypted: everybody on the way can read what is sent there' : undefined;
}

function warningsOf(url: URL, address: string, { use, development, all }: Ground): readonly string[] {
  const unfit = development && isLoopback(url) ? undefined : unfitForProduction(address);
  return [
    ...(unfit === undefined ? [] : [unfit]),
    ...(use !== 'origin' && !all.includes(twinOf(address)) && url.pathname === '/' && url.search === '' ? [`is not the same as ${twinOf(address)}; your app must send it exactly so`] : []),
  ];
}
