import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openHouse, type House } from '../../src/compose.ts';
import { seed } from '../flows/fixtures.ts';
import { settingsFor } from '../flows/house.ts';
import { ServerNode, type NodeOptions } from './node-process.ts';

/** How often each value is tried at once. */
export const tries = 20;
/** What must be ended after a test file, in the order in which it was begun. */
export type Ends = (() => Promise<unknown>)[];
export type TwoNodes = readonly [ServerNode, ServerNode];

/** Two server processes on one database, seeded, and prepared by whoever needs more. */
export async function twoNodes(databaseUrl: string | undefined, ends: Ends, prepare: (house: House) => Promise<unknown> = () => Promise.resolve()): Promise<TwoNodes> {
  const data = await mkdtemp(join(tmpdir(), 'gatehouse-race-'));
  ends.push(() => rm(data, { recursive: true, force: true }));
  const options: NodeOptions = { issuer: 'http://localhost:4999/', data, databaseUrl };
  const house = await openHouse(settingsFor(options));
  await seed(house);
  await prepare(house);
  await house.close();
  const nodes = [new ServerNode(options), new ServerNode(options)] as const;
  for (const node of nodes) { await node.start(); ends.push(() => node.stop()); }
  return nodes;
}

/** Every value is tried `tries` times at once, spread over both nodes; `tries` must end with one winner and only 400 beside it. */
export async function race<T>(nodes: TwoNodes, all: readonly T[], attempt: (node: ServerNode, value: T) => Promise<{ readonly status: number }>): Promise<void> {
  const losers = new Map<number, number>();
  for (const value of all) {
    const answers = await Promise.all(Array.from({ length: tries }, (_, i) => attempt(nodes[i % 2] as ServerNode, value)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
    for (const { status } of answers) if (status !== 200) losers.set(status, (losers.get(status) ?? 0) + 1);
  }
  assert.deepEqual([...losers], [[400, all.length * (tries - 1)]]);
}
