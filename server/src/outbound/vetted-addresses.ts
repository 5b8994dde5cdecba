import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { OutboundFailure } from '../protocol/ports/outbound.ts';
import type { AllowList } from './allow-list.ts';
import { isPublicAddress } from './public-address.ts';

/** All addresses of a name, as the system resolves it. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>;

/** The resolver of the system, with its hosts file. */
export const systemResolver: Resolve = (host) => lookup(host, { all: true });

/**
 * The addresses of a host (without brackets), when each of them is public or admitted; one that is neither refuses them all, for which of them is asked would be left to chance.
 * That a name leads nowhere sounds the same as that it leads inside.
 */
export async function vetAddresses({ host, port }: { readonly host: string; readonly port: number }, allowed: AllowList, resolve: Resolve): Promise<readonly LookupAddress[] | OutboundFailure> {
  const found = await addressesOf(host, resolve);
  if ('failure' in found) return found;
  const vetted = found.length > 0 && (allowed.names(host, port) || found.every(({ address }) => isPublicAddress(address) || allowed.admits(address, port)));
  return vetted ? found : { failure: 'address_refused', detail: `${host} has no address, or not public ones alone` };
}

async function addressesOf(host: string, resolve: Resolve): Promise<readonly LookupAddress[] | OutboundFailure> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  try {
    return await resolve(host);
  } catch (error) {
    // Names that do not exist, or have no address; everything else is the resolver's trouble and may pass.
    if (['ENOTFOUND', 'ENODATA', 'ENONAME'].includes(codeOf(error))) return [];
    return { failure: 'unreachable', detail: `${host} could not be resolved (${codeOf(error)})` };
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'no code';
