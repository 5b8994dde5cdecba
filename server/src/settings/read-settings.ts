import { gather, type Sources } from './gather.ts';
import { parseIssuer } from './issuer.ts';
import { parseValue } from './parse-value.ts';
import { findContradictions } from './rules.ts';
import { settingNames, type SettingName } from './schema.ts';
import type { Settings } from './settings.ts';
import { resolve } from 'node:path';

/** Where the settings come from, and what for. */
export interface SettingsInput extends Sources { readonly mode: Settings['mode'] }

/** The settings, and for each of them who said so: a flag, a variable, the file, or nobody. */
export interface ResolvedSettings { readonly settings: Settings; readonly origins: Readonly<Record<SettingName, string>> }

/** Thrown with everything that is wrong with the settings, in words. */
export class SettingsRefused extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`${problems.length === 1 ? 'A setting is' : `${problems.length} settings are`} wrong:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`);
    this.name = 'SettingsRefused';
    this.problems = problems;
  }
}

/** The frozen settings. Throws {@link SettingsRefused} with every problem at once. */
export const readSettings = (input: SettingsInput): Settings => resolveSettings(input).settings;

/** As {@link readSettings}, with the origin of each value. */
export function resolveSettings(input: SettingsInput): ResolvedSettings {
  const { given, problems } = gather(input);
  const all = [...problems];
  const values: Partial<Record<SettingName, unknown>> = {};
  const origins = {} as Record<SettingName, string>;
  for (const name of settingNames) {
    const one = given.get(name);
    origins[name] = one?.origin ?? 'default';
    if (one === undefined) continue;
    const parsed = parseValue(name, one, input.cwd);
    if ('problem' in parsed) all.push(parsed.problem);
    else values[name] = parsed.value;
  }
  const issuer = provenIssuer(values, origins.issuer, all);
  const settings = settingsOf({ ...values, issuer }, input);
  if (issuer === undefined && values.port !== undefined) origins.issuer = 'follows port';
  all.push(...findContradictions(settings, new Set(given.keys())));
  if (all.length > 0) throw new SettingsRefused(all);
  return { settings, origins: Object.freeze(origins) };
}

type Values = Partial<Record<SettingName, unknown>>;

function provenIssuer(values: Values, origin: string, problems: string[]): string | undefined {
  if (values.issuer === undefined) return undefined;
  const parsed = parseIssuer(values.issuer as string);
  if ('issuer' in parsed) return parsed.issuer;
  problems.push(`${origin}: issuer is ${JSON.stringify(values.issuer)}, but ${parsed.problem}.`);
  return undefined;
}

function settingsOf(values: Values, { mode, cwd }: SettingsInput): Settings {
  const development = mode === 'development';
  const port = numberOf(values.port, 4000);
  const localHttps = (values.localHttps as boolean | undefined) ?? false;
  return Object.freeze({
    mode,
    issuer: (values.issuer as string | undefined) ?? localIssuer(localHttps || values.tlsCert !== undefined, port),
    host: (values.host as string | undefined) ?? '127.0.0.1',
    port,
    data: (values.data as string | undefined) ?? resolve(cwd, '.gatehouse'),
    databaseUrl: values.databaseUrl as string | undefined,
    tlsCert: values.tlsCert as string | undefined,
    tlsKey: values.tlsKey as string | undefined,
    localHttps,
    mtlsPort: values.mtlsPort as number | undefined,
    mtlsCa: values.mtlsCa as string | undefined,
    clientCertificateHeader: (values.clientCertificateHeader as string | undefined)?.toLowerCase(),
    logLevel: (values.logLevel as Settings['logLevel'] | undefined) ?? (development ? 'warn' : 'info'),
    logRetention: numberOf(values.logRetention, 30),
    managementRate: numberOf(values.managementRate, 50),
    json: (values.json as boolean | undefined) ?? false,
    masterKey: values.masterKey as string | undefined,
    bootstrapClientId: values.bootstrapClientId as string | undefined,
    bootstrapClientSecret: values.bootstrapClientSecret as string | undefined,
    trustProxy: listOf(values.trustProxy),
    outboundAllow: listOf(values.outboundAllow),
    smtpUrl: values.smtpUrl as string | undefined,
    mailFrom: values.mailFrom as string | undefined,
    importLimit: numberOf(values.importLimit, 512_000),
    breachedPasswords: values.breachedPasswords as string | undefined,
    metricsToken: values.metricsToken as string | undefined,
    samples: (values.samples as boolean | undefined) ?? development,
  });
}

const numberOf = (value: unknown, usual: number) => (value as number | undefined) ?? usual;
const listOf = (value: unknown): readonly string[] => Object.freeze((value as readonly string[] | undefined) ?? []);

/** Where a browser on this machine finds the server when nobody named an issuer. */
const localIssuer = (secure: boolean, port: number) => new URL(`${secure ? 'https' : 'http'}://localhost:${port}/`).href;
