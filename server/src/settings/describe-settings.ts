import type { ResolvedSettings } from './read-settings.ts';
import { configSource, settingLines, settingNames, type SettingName } from './schema.ts';

/** One setting as the reference and the command line tell of it. */
export interface SettingDescription {
  readonly name: SettingName;
  readonly flag: string | undefined;
  readonly environment: string | undefined;
  /** The variable that names a file with the value; secrets only. */
  readonly environmentFile: string | undefined;
  readonly secret: boolean;
  readonly fallback: string;
  readonly description: string;
}

/** All settings of this version, in order. */
export function describeSettings(): readonly SettingDescription[] {
  return settingNames.map((name) => {
    const { flag, environment, secret, fallback, description } = settingLines[name];
    return { name, flag, environment, environmentFile: secret && environment !== undefined ? `${environment}_FILE` : undefined, secret, fallback, description };
  });
}

/** One effective value: `value` is text, masked for a secret, `undefined` when nothing is set. */
export interface EffectiveSetting { readonly name: SettingName; readonly value: string | undefined; readonly origin: string }

/** What is in force and who said so, fit to be shown: no secret appears. */
export function describeEffective({ settings, origins }: ResolvedSettings): readonly EffectiveSetting[] {
  return settingNames.map((name) => ({ name, value: shown(name, settings[name]), origin: origins[name] }));
}

function shown(name: SettingName, value: unknown): string | undefined {
  if (value === undefined) return undefined;
  if (name === 'databaseUrl') return withoutPassword(value as string);
  if (settingLines[name].secret) return '********';
  return Array.isArray(value) ? value.join(',') : typeof value === 'string' ? value : JSON.stringify(value);
}

function withoutPassword(text: string): string {
  const url = new URL(text);
  if (url.password !== '') url.password = '********';
  url.search = '';
  return url.href;
}

/** The page `docs/reference/settings.md`. */
export function renderSettingsReference(): string {
  const rows = describeSettings().map((one) => `| \`${one.name}\` | ${code(one.flag)} | ${code(one.environment)}${one.environmentFile === undefined ? '' : `<br>\`${one.environmentFile}\``} | ${one.description} ${one.secret ? 'Secret. ' : ''}Must be ${settingLines[one.name].says}. | ${one.fallback} |`);
  return `# Settings

Made from the schema in \`server/src/settings/schema.ts\` by \`gatehouse config reference\`; a test fails when this page is out of date.

A flag wins over an environment variable, the variable over the configuration file (\`${configSource.flag}\` or \`${configSource.environment}\`), the file over the default.
${configSource.description}
A secret can also be given as a file: the variable with \`_FILE\` appended holds its path. An empty variable counts as not set.
An unknown \`GATEHOUSE_*\` variable, flag or key stops the start and says what was probably meant; every wrong setting is named at once.
\`gatehouse config show\` prints what is in force and where it comes from.

| name | flag | variable | meaning | default |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

const code = (text: string | undefined) => text === undefined ? '–' : `\`${text}\``;
