import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { closestName } from './closest-name.ts';
import type { Given } from './parse-value.ts';
import { configSource, flagAttribute, settingLines, settingNames, type SettingName } from './schema.ts';

/** What a person gave, before anything is known to be right. */
export interface Sources {
  /** By attribute name, as the command line hands them over; `undefined` is not given. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The working directory, for relative paths. */
  readonly cwd: string;
}

/** Every setting that was given, from its strongest source, and what could not be understood. */
export interface Gathered { readonly given: ReadonlyMap<SettingName, Given>; readonly problems: readonly string[] }

type Found = Map<SettingName, Given>;

/** Collects what was given: flags win over the environment, the environment over the configuration file. */
export function gather(sources: Sources): Gathered {
  const problems: string[] = [];
  const found: Found = new Map();
  gatherFile(sources, found, problems);
  gatherEnvironment(sources, found, problems);
  gatherFlags(sources, found, problems);
  return { given: found, problems };
}

function gatherFlags({ flags }: Sources, found: Found, problems: string[]): void {
  const byAttribute = new Map(settingNames.flatMap((name) => flagged(settingLines[name].flag, name)));
  for (const [attribute, value] of Object.entries(flags)) {
    if (value === undefined || attribute === configSource.attribute) continue;
    const name = byAttribute.get(attribute);
    if (name !== undefined) found.set(name, { value, origin: `flag ${longName(settingLines[name].flag as string)}` });
    else problems.push(unknownFlag(attribute, [...byAttribute.values()]));
  }
}

const flagged = (flag: string | undefined, name: SettingName): [string, SettingName][] => flag === undefined ? [] : [[flagAttribute(flag), name]];
const longName = (flag: string) => flag.replace(/ .*$/, '');

function unknownFlag(attribute: string, names: readonly SettingName[]): string {
  const written = `--${attribute.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
  return `flag ${written}: there is no such flag.${didYouMean(written, names.map((name) => longName(settingLines[name].flag as string)))}`;
}

function gatherEnvironment({ environment, cwd }: Sources, found: Found, problems: string[]): void {
  const known: string[] = [configSource.environment];
  for (const name of settingNames) {
    const { environment: variable, secret } = settingLines[name];
    if (variable === undefined) continue;
    known.push(variable, ...(secret ? [`${variable}_FILE`] : []));
    const given = present(environment[variable]);
    const file = secret ? present(environment[`${variable}_FILE`]) : undefined;
    if (given !== undefined && file !== undefined) problems.push(`environment ${variable} and ${variable}_FILE are both set. Keep one of them.`);
    else if (given !== undefined) found.set(name, { value: given, origin: `environment ${variable}` });
    else if (file !== undefined) gatherSecretFile({ name, variable: `${variable}_FILE`, file: resolve(cwd, file) }, found, problems);
  }
  for (const variable of Object.keys(environment).filter((key) => key.startsWith('GATEHOUSE_') && !known.includes(key))) problems.push(unknownVariable(variable, known));
}

/** An empty variable counts as not set, as in compose files. */
const present = (text: string | undefined) => text === undefined || text.trim() === '' ? undefined : text;

function gatherSecretFile(secret: { readonly name: SettingName; readonly variable: string; readonly file: string }, found: Found, problems: string[]): void {
  const origin = `environment ${secret.variable}`;
  try {
    found.set(secret.name, { value: readFileSync(secret.file, 'utf8').trim(), origin });
  } catch (error) {
    problems.push(`${origin}: the file ${secret.file} can not be read (${reasonOf(error)}).`);
  }
}

function unknownVariable(variable: string, known: readonly string[]): string {
  return `environment ${variable}: there is no such setting.${didYouMean(variable, known)}`;
}

function gatherFile(sources: Sources, found: Found, problems: string[]): void {
  const named = sources.flags[configSource.attribute] ?? present(sources.environment[configSource.environment]);
  if (typeof named !== 'string') return;
  const path = resolve(sources.cwd, named);
  const content = parseFile(path);
  if ('problem' in content) { problems.push(content.problem); return; }
  for (const [key, value] of Object.entries(content.members)) {
    if ((settingNames as readonly string[]).includes(key)) found.set(key as SettingName, { value, origin: `config file ${path}` });
    else problems.push(`config file ${path}: there is no setting "${key}".${didYouMean(key, settingNames) || ' The file holds settings only; applications, APIs and people can not be declared in this version.'}`);
  }
}

function parseFile(path: string): { readonly members: object } | { readonly problem: string } {
  try {
    const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { members: parsed };
    return { problem: `config file ${path}: it must hold one JSON object.` };
  } catch (error) {
    return { problem: `config file ${path}: ${error instanceof SyntaxError ? 'it is not JSON' : 'it can not be read'} (${reasonOf(error)}).` };
  }
}

const reasonOf = (error: unknown) => (error as { readonly code?: string }).code ?? (error as Error).message;

function didYouMean(written: string, candidates: readonly string[]): string {
  const closest = closestName(written, candidates);
  return closest === undefined ? '' : ` Did you mean ${closest}?`;
}
