import { ManagementClient } from 'auth0-5';
import type { TSchema } from 'typebox';
import type { ManagedHouse } from '../../management/house.ts';

/** A house with the SDK on it, and what earlier calls made. */
export interface Stage {
  readonly house: ManagedHouse;
  readonly management: ManagementClient;
  /** Ids by a word of the calls' own. */
  readonly made: Map<string, string>;
}

/** What an earlier call wrote down. */
export function given({ made }: Stage, word: string): string {
  const value = made.get(word);
  if (value === undefined) throw new Error(`Nothing was written down as ${word}.`);
  return value;
}

/** One row of the table: an operation, the schema of its answer, and the call of the SDK that drives it. */
export interface DrivenCall {
  /** As in `tier-one.ts`: method and path. */
  readonly row: string;
  /** `undefined`: the answer has no body. */
  readonly answer: TSchema | undefined;
  /** What the SDK answered. */
  run(stage: Stage): Promise<unknown>;
}

/** Puts the SDK on a house that has all its keys. */
export async function stageOf(house: ManagedHouse): Promise<Stage> {
  await house.running.house.keys.warmUp();
  return { house, management: new ManagementClient({ domain: new URL(house.running.origin).host, token: await house.token(), maxRetries: 0 }), made: new Map() };
}
