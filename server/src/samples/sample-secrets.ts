import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newClientSecret, randomText } from '../kernel/ids.ts';
import { confidentialSamples, samplePeople } from './catalogue.ts';

/** The plain secrets of the samples: the database holds only hashes, and the pages must be able to show them. */
export interface SampleSecrets {
  readonly clients: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
}

const fileName = 'samples.json';

/** `<data>/samples.json`, readable by its owner only: read, completed with new random values where something is missing, and written once per data folder. */
export async function openSampleSecrets(data: string): Promise<SampleSecrets> {
  const found = await readSampleSecrets(data);
  const complete: SampleSecrets = {
    clients: Object.fromEntries(confidentialSamples.map((id) => [id, found?.clients[id] ?? newClientSecret()])),
    people: Object.fromEntries(samplePeople.map(({ email }) => [email, found?.people[email] ?? `${randomText(5)}-${randomText(5)}-${randomText(5)}`])),
  };
  if (found !== undefined && sameKeys(found.clients, complete.clients) && sameKeys(found.people, complete.people)) return found;
  await mkdir(data, { recursive: true, mode: 0o700 });
  const draft = join(data, `${fileName}.${randomText(8)}`);
  await writeFile(draft, `${JSON.stringify(complete, undefined, 2)}\n`, { mode: 0o600, flag: 'wx' });
  await rename(draft, join(data, fileName));
  return complete;
}

const sameKeys = (a: object, b: object) => Object.keys(b).every((key) => key in a);

/** The secrets of this data folder, if samples were ever made there. A file that is not ours counts as none. */
export async function readSampleSecrets(data: string): Promise<SampleSecrets | undefined> {
  try {
    const { clients, people } = JSON.parse(await readFile(join(data, fileName), 'utf8')) as Partial<SampleSecrets>;
    return isTexts(clients) && isTexts(people) ? { clients, people } : undefined;
  } catch (error) {
    if (error instanceof SyntaxError || (error as { readonly code?: string }).code === 'ENOENT') return undefined;
    throw error;
  }
}

const isTexts = (value: unknown): value is Readonly<Record<string, string>> => typeof value === 'object' && value !== null && Object.values(value).every((one) => typeof one === 'string');

/** Forgets the secrets, after the samples themselves were removed. */
export const removeSampleSecrets = (data: string): Promise<void> => rm(join(data, fileName), { force: true });
