import { parseArgs } from 'node:util';
import { operationNames, type OperationName } from './operations.ts';

/** What a run measures, and how long. */
export interface Options {
  /** `undefined`: everything, start-up and constant rate included. */
  readonly only: readonly OperationName[] | undefined;
  readonly rounds: number;
  /** Of one target in one round. */
  readonly seconds: number;
  readonly postgres: boolean;
  readonly gatehouse: boolean;
  /** File for the results as JSON. */
  readonly json: string | undefined;
  /** Folder for the databases. */
  readonly folder: string | undefined;
}

export const usage = `npm run bench -- [options]; npm run bench -- people --help tells of the run with many people, npm run bench -- dashboard opens the dashboard in Chromium
  --only a,b       operations: ${operationNames.join(', ')} (all, with start-up, memory and constant rate)
  --rounds N       interleaved rounds (3)
  --seconds N      of one target in one round (1.5)
  --no-pg          leave PostgreSQL out
  --no-gatehouse   measure the floor and the others only
  --json FILE      write the results as JSON
  --folder DIR     where databases are kept while it runs (the system's folder for temporary files)`;

/** Reads the command line; throws with a sentence when it makes no sense. */
export function parseOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args], strict: true,
    options: {
      only: { type: 'string' }, rounds: { type: 'string', default: '3' }, seconds: { type: 'string', default: '1.5' }, 'no-pg': { type: 'boolean', default: false },
      'no-gatehouse': { type: 'boolean', default: false }, json: { type: 'string' }, folder: { type: 'string' },
    },
  });
  return {
    only: values.only?.split(',').map(operation), rounds: positive('rounds', values.rounds), seconds: positive('seconds', values.seconds),
    postgres: !values['no-pg'], gatehouse: !values['no-gatehouse'], json: values.json, folder: values.folder,
  };
}

function operation(text: string): OperationName {
  const found = operationNames.find((name) => name === text);
  if (found === undefined) throw new Error(`--only: there is no operation ${text}. There are ${operationNames.join(', ')}.`);
  return found;
}

function positive(name: string, text: string): number {
  const value = Number(text);
  if (!(value > 0)) throw new Error(`--${name} must be a number above 0, not ${text}.`);
  return value;
}
