import { parseArgs } from 'node:util';

/** What a run with many people measures. */
export interface PeopleOptions {
  /** Of the large house; the small one has a thousand. */
  readonly people: number;
  readonly rounds: number;
  /** Of one operation at one house in one round. */
  readonly seconds: number;
  readonly folder: string | undefined;
  /** File for the results as JSON. */
  readonly json: string | undefined;
}

/** People of the small house. */
export const fewPeople = 1000;

export const peopleUsage = `npm run bench -- people [options]
  --people N       people of the large house (1000000), beside a small one of ${fewPeople}
  --rounds N       interleaved rounds (2)
  --seconds N      of one operation at one house in one round (1.5)
  --json FILE      write the results as JSON
  --folder DIR     where the databases are kept while it runs (the system's folder for temporary files)`;

/** Reads what follows `people`; throws with a sentence when it makes no sense. */
export function parsePeopleOptions(args: readonly string[]): PeopleOptions {
  const { values } = parseArgs({
    args: [...args], strict: true,
    options: { people: { type: 'string', default: '1000000' }, rounds: { type: 'string', default: '2' }, seconds: { type: 'string', default: '1.5' }, json: { type: 'string' }, folder: { type: 'string' } },
  });
  return { people: above(values.people, fewPeople, '--people'), rounds: above(values.rounds, 1, '--rounds'), seconds: above(values.seconds, 0.1, '--seconds'), json: values.json, folder: values.folder };
}

function above(text: string, least: number, name: string): number {
  const value = Number(text);
  if (!(value >= least)) throw new Error(`${name} must be a number of at least ${least}, not ${text}.`);
  return value;
}
