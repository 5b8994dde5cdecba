import { readdir, readFile, readlink } from 'node:fs/promises';
import { connect } from 'node:net';
import { basename } from 'node:path';
import { openBackChannel } from '../samples/back-channel.ts';

/** Is somebody accepting connections there? */
export function isListening(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout: 500 });
    const end = (answer: boolean) => { socket.destroy(); resolve(answer); };
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('timeout', () => end(false));
  });
}

/** What can be told of the program that listens on a port of this machine, as a phrase: `process 4711 (node), which serves the issuer http://localhost:4000/`. */
export async function describeOccupant(host: string, port: number): Promise<string> {
  const [process, speaks] = await Promise.all([findProcess(port), findSpeech(host, port)]);
  return `${process ?? 'another program'}${speaks === undefined ? '' : `, which ${speaks}`}`;
}

/**
 * The issuer that the server at a base address names in its discovery document (OIDC Discovery §4). Nothing secret is sent, so any certificate will do.
 * @param named the Host header, where it is not the one of the address
 */
export async function findIssuer(base: string, { named = base, headers = {} }: { readonly named?: string; readonly headers?: Readonly<Record<string, string>> } = {}): Promise<string | undefined> {
  const { hostname, port, protocol } = new URL(base);
  const tls = protocol === 'https:';
  const channel = openBackChannel(named, () => ({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || (tls ? 443 : 80)), tls, anyCertificate: true, patience: 1500 }));
  try {
    const { issuer } = JSON.parse((await channel('/.well-known/openid-configuration', { method: 'GET', headers })).text) as { readonly issuer?: unknown };
    return typeof issuer === 'string' ? issuer : undefined;
  } catch {
    return undefined;
  }
}

/** How to write a listen address as a URL. */
export const baseOf = ({ host, port, tls }: { readonly host: string; readonly port: number; readonly tls: boolean }) => `${tls ? 'https' : 'http'}://${host.includes(':') ? `[${host}]` : host}:${port}/`;

async function findSpeech(host: string, port: number): Promise<string | undefined> {
  const base = baseOf({ host, port, tls: false });
  const issuer = await findIssuer(base, { named: `http://localhost:${port}/` }) ?? await findIssuer(baseOf({ host, port, tls: true }), { named: `https://localhost:${port}/` });
  if (issuer !== undefined) return `serves the issuer ${issuer}`;
  try {
    const response = await fetch(base, { signal: AbortSignal.timeout(1000), redirect: 'manual' });
    const software = response.headers.get('server') ?? response.headers.get('x-powered-by');
    return `speaks HTTP${software === null ? '' : ` (${software.slice(0, 40)})`}`;
  } catch {
    return undefined;
  }
}

/** Linux tells it in /proc, for processes that we may look at; elsewhere nothing is known. */
async function findProcess(port: number): Promise<string | undefined> {
  const inodes = new Set([...await listeningInodes('/proc/net/tcp', port), ...await listeningInodes('/proc/net/tcp6', port)]);
  if (inodes.size === 0) return undefined;
  for (const pid of (await namesIn('/proc')).filter((name) => /^\d+$/.test(name))) {
    for (const descriptor of await namesIn(`/proc/${pid}/fd`)) {
      const target = await readlink(`/proc/${pid}/fd/${descriptor}`).catch(() => '');
      const inode = /^socket:\[(\d+)\]$/.exec(target)?.[1];
      if (inode !== undefined && inodes.has(inode)) return `process ${pid} (${await nameOf(pid)})`;
    }
  }
  return undefined;
}

/** The program that a process runs, without its arguments: they may hold secrets. */
const nameOf = async (pid: string) => basename((await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')).split('\0')[0] ?? '') || 'unknown';
const namesIn = (folder: string) => readdir(folder).catch((): string[] => []);

/** Inodes of the sockets in state 0A (LISTEN) on a port. */
async function listeningInodes(table: string, port: number): Promise<readonly string[]> {
  const text = await readFile(table, 'utf8').catch(() => '');
  const wanted = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  return text.split('\n').map((row) => row.trim().split(/\s+/)).filter((columns) => columns[1]?.endsWith(wanted) === true && columns[3] === '0A').flatMap((columns) => columns[9] ?? []);
}
