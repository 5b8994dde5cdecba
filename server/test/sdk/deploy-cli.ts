import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ManagedHouse } from '../management/house.ts';

const program = join(import.meta.dirname, '../../../../node_modules/auth0-deploy-cli/lib/index.js');

/** How a run ended, and everything that it said. */
export interface DeployRun { readonly code: number | null; readonly said: string }

/** The host with port, as Auth0's tools name a tenant. */
export const domainOf = ({ running }: ManagedHouse): string => new URL(running.origin).host;

/** What a page says, with the tenant of a house in the place of the one in the page. */
export const spokenFor = (house: ManagedHouse, text: string): string => text.replace('login.example.com', domainOf(house)).replace('CLIENT_ID\'', `${house.client.client_id}'`).replace('"CLIENT_ID"', `"${house.client.client_id}"`).replace(/(?<=['"])CLIENT_SECRET/, house.client.client_secret);

/** A folder in which Auth0's tools are used on one tenant. */
export interface Workplace { readonly house: ManagedHouse; readonly folder: string }

/** Makes a folder with the configuration of the deploy tool. */
export async function workplaceOf(house: ManagedHouse, folder: string, config: string): Promise<Workplace> {
  await mkdir(folder);
  await writeFile(join(folder, 'config.json'), spokenFor(house, config));
  return { house, folder };
}

/** The tool loads thousands of modules, each time that it is started: what the tests have compiled is not compiled anew. */
const cache = process.env['NODE_COMPILE_CACHE'];
const compiled: Readonly<Record<string, string>> = cache === undefined ? {} : { NODE_COMPILE_CACHE: cache };

/** Runs Node as an operator would. */
export function runNode({ house, folder }: Workplace, args: readonly string[]): Promise<DeployRun> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: folder, env: { PATH: process.env['PATH'], HOME: folder, ...compiled, NODE_EXTRA_CA_CERTS: join(house.running.data, 'ca', 'ca.pem') }, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text; });
    child.on('error', reject).on('close', (code) => { resolve({ code, said }); });
  });
}

/** Before it writes anything the tool compiles its schemas, twice, and sees nothing meanwhile: on a busy machine that takes so long that the server has closed a connection which it then uses. */
const lostConnection = ({ code, said }: DeployRun): boolean => code !== 0 && /during stage validate[^]*fetch failed/.test(said);
const mostRuns = 4;

/** Runs Auth0's deploy tool. */
export async function deployCli(place: Workplace, args: readonly string[], runs = 1): Promise<DeployRun> {
  const ended = await runNode(place, [program, ...args]);
  return lostConnection(ended) && runs < mostRuns ? deployCli(place, args, runs + 1) : ended;
}
