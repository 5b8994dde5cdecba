import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runClosedLoop } from '../load/closed-loop.ts';
import type { Load } from '../load/load.ts';
import { atExit } from '../machine/at-exit.ts';
import { findPinning, pin } from '../machine/pinning.ts';
import { residentMegabytes } from '../machine/process-figures.ts';
import { startServer, type ServerProcess } from '../machine/server-process.ts';
import { fetchTokens, type Product } from '../product.ts';
import { encodeFields } from '../load/request-bytes.ts';
import { paths } from '../gatehouse-target.ts';
import { fewPeople, type PeopleOptions } from './options.ts';
import type { PeopleFigures } from './people-figures.ts';
import { besides, peopleLoads, peopleOperations, type PeopleOperation } from './people-loads.ts';
import { peopleTarget, type PeopleTarget } from './people-target.ts';
import { renderPeople } from './report-people.ts';

interface RunningHouse extends PeopleFigures { readonly process: ServerProcess; readonly port: number; readonly loads: ReturnType<typeof peopleLoads> }

/** The same requests at a house with a thousand people and at one with many, in turn; answers the report. */
export async function runPeople(options: PeopleOptions, say: (line: string) => void): Promise<string> {
  const core = findPinning();
  pin([process.pid], core?.load);
  const folder = mkdtempSync(join(options.folder ?? tmpdir(), 'gatehouse-people-'));
  atExit(() => rmSync(folder, { recursive: true, force: true }));
  const houses: RunningHouse[] = [];
  try {
    for (const people of [fewPeople, options.people]) {
      say(`import of ${people} people …`);
      const own = join(folder, String(people));
      mkdirSync(own);
      houses.push(await start(await peopleTarget(people, own), core?.server));
    }
    for (const operation of peopleOperations) {
      say(`${operation} …`);
      await inTurn(houses, operation, options);
    }
    for (const { server, process: { pid } } of houses) server.loadedMb = residentMegabytes(pid);
    if (options.json !== undefined) writeFileSync(options.json, JSON.stringify(houses.map(({ target: { manager: _, launch: __, ...target }, server, latencies }) => ({ ...target, ...server, latencies: Object.fromEntries(latencies) })), undefined, 1));
    return renderPeople(houses);
  } finally {
    await Promise.allSettled(houses.map((house) => house.process.stop()));
    rmSync(folder, { recursive: true, force: true });
  }
}

async function start(target: PeopleTarget, core: string | undefined): Promise<RunningHouse> {
  const server = await startServer(target.launch, core);
  const { port } = target.launch;
  const idleMb = residentMegabytes(server.pid);
  const product: Product = { port, paths, forOfflineAccess: {} };
  const { client_id: id, client_secret: secret, audience } = target.manager;
  const { access_token: token = '' } = await fetchTokens(product, encodeFields({ grant_type: 'client_credentials', client_id: id, client_secret: secret, audience }));
  return { target, port, process: server, server: { startMs: server.startMs, idleMb, loadedMb: Number.NaN }, latencies: new Map(), loads: peopleLoads(product, { people: target.people, token }) };
}

/** Round by round, so that a bad moment of the machine meets both alike; the first round only warms up. */
async function inTurn(houses: readonly RunningHouse[], operation: PeopleOperation, { rounds, seconds }: PeopleOptions): Promise<void> {
  for (let round = -1; round < rounds; round++) {
    for (const house of houses) await measure(house, operation, { milliseconds: round < 0 ? 500 : seconds * 1000, kept: round >= 0 });
  }
}

async function measure({ port, loads, latencies }: RunningHouse, operation: PeopleOperation, { milliseconds, kept }: { readonly milliseconds: number; readonly kept: boolean }): Promise<void> {
  const beside = operation === 'token beside a search' || operation === 'token beside a walk' ? besides[operation] : undefined;
  const load: Load = loads[operation === 'token beside a search' || operation === 'token beside a walk' ? 'token' : operation];
  await load.prepare?.();
  // Searches, over and over, while tokens are asked for.
  const [run] = await Promise.all([runClosedLoop(port, load, milliseconds), ...(beside === undefined ? [] : [runClosedLoop(port, loads[beside], milliseconds)])]);
  if (kept) latencies.set(operation, [...(latencies.get(operation) ?? []), ...run.latencies]);
}
