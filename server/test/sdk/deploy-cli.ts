import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { ManagedHouse } from '../management/house.ts';

const program = join(import.meta.dirname, '../../../../node_modules/auth0-deploy-cli/lib/index.js');

/** How a run ended, and everything that it said. */
export interface DeployRun { readonly code: number | null; readonly said: string }

/** The host with port, as Auth0's tools name a tenant. */
export const domainOf = ({ running }: ManagedHouse): string => new URL(running.origin).host;

/** Before it sends anything the tool compiles its schemas for so long that it may lose its connection meanwhile: then it is begun anew. */
const lostConnection = ({ code, said }: DeployRun): boolean => code !== 0 && /during stage validate[^]*fetch failed/.test(said);

/** Runs Auth0's deploy tool on a house, in a folder. */
export async function deployCli(house: ManagedHouse, folder: string, args: readonly string[]): Promise<DeployRun> {
  const ended = await runOnce(house, folder, args);
  return lostConnection(ended) ? runOnce(house, folder, args) : ended;
}

function runOnce(house: ManagedHouse, folder: string, args: readonly string[]): Promise<DeployRun> {
  const { client, audience, running } = house;
  const env = { PATH: process.env['PATH'], HOME: folder, NODE_EXTRA_CA_CERTS: join(running.data, 'ca', 'ca.pem'), AUTH0_DOMAIN: domainOf(house), AUTH0_CLIENT_ID: client.client_id, AUTH0_CLIENT_SECRET: client.client_secret, AUTH0_AUDIENCE: audience };
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
    child.on('error', reject).on('close', (code) => { resolve({ code, said }); });
  });
}
