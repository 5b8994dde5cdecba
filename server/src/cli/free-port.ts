import { createServer } from 'node:net';
import type { ResolvedSettings } from '../settings/read-settings.ts';
import type { Settings } from '../settings/settings.ts';
import { CliFailure } from './failure.ts';
import { describeOccupant, isListening } from './occupant.ts';

/** The settings with a port that is free, and what to tell the person about the one that was not. */
export interface SettledPort { readonly settings: Settings; readonly taken: { readonly port: number; readonly by: string } | undefined }

const tries = 50;

/**
 * Development takes the next free port when the wished one is taken, and the issuer follows; an issuer that somebody set can not follow.
 * Port 0 asks for any free port.
 */
export async function settleOnPort({ settings, origins }: ResolvedSettings): Promise<SettledPort> {
  const issuerFollows = origins.issuer === 'default' || origins.issuer === 'follows port';
  if (await isFree(settings.host, settings.port)) {
    const port = settings.port === 0 ? await anyFreePort(settings.host) : settings.port;
    return { settings: issuerFollows ? onPort(settings, port) : Object.freeze({ ...settings, port }), taken: undefined };
  }
  const by = await describeOccupant(settings.host, settings.port);
  if (!issuerFollows) throw new CliFailure(`Port ${settings.port} is taken by ${by}, and the issuer is set to ${settings.issuer}, so another port would not fit.`, { next: 'gatehouse doctor' });
  for (let port = settings.port + 1; port <= settings.port + tries && port <= 65_535; port++) {
    if (await isFree(settings.host, port)) return { settings: onPort(settings, port), taken: { port: settings.port, by } };
  }
  throw new CliFailure(`Port ${settings.port} is taken by ${by}, and so are the ports after it.`, { next: 'gatehouse dev --port 0' });
}

function onPort(settings: Settings, port: number): Settings {
  const issuer = new URL(settings.issuer);
  issuer.port = String(port);
  return Object.freeze({ ...settings, port, issuer: issuer.href });
}

/** Free means that we may listen there and that, for loopback, nobody listens on its other address: browsers take either for localhost. */
async function isFree(host: string, port: number): Promise<boolean> {
  if (port === 0) return true;
  if (await boundPort(host, port) === undefined) return false;
  return host !== '127.0.0.1' || !await isListening('::1', port);
}

async function anyFreePort(host: string): Promise<number> {
  const port = await boundPort(host, 0);
  if (port === undefined) throw new CliFailure(`Nothing can listen on ${host}.`, { next: 'gatehouse doctor' });
  return port;
}

/** The port that was bound for a moment, or `undefined` where it is taken. Other errors (no such address, no right) are thrown in words. */
function boundPort(host: string, port: number): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(undefined);
      else reject(new CliFailure(`The server can not listen on ${host}, port ${port} (${error.code ?? error.message}).`, { next: 'gatehouse doctor' }));
    });
    probe.listen({ host, port, exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : undefined));
    });
  });
}
