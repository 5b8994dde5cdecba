import { resolveSettings, type ResolvedSettings } from '../settings/read-settings.ts';
import { isLoopbackHost } from '../kernel/loopback-host.ts';
import { parseIssuer } from '../settings/issuer.ts';
import type { Settings } from '../settings/settings.ts';
import type { ExitCode } from './failure.ts';
import type { CompositionRoot } from './house.ts';
import type { Terminal } from './terminal.ts';

/** One call of a command: what was typed, and what it works on. */
export interface Call {
  /** Positional arguments, in order. */
  readonly args: readonly string[];
  /** Options of the command itself. */
  readonly options: Readonly<Record<string, unknown>>;
  /** Flags that are settings, by attribute name; only those that were typed. */
  readonly flags: Readonly<Record<string, unknown>>;
  readonly terminal: Terminal;
  /** Loads the house when it is needed: `--help` must not wait for a database driver. */
  readonly loadHouse: () => Promise<CompositionRoot>;
}

/** What a command does with a call; answers the exit code, or throws what `run-command-line.ts` puts into words. */
export type Command = (call: Call) => Promise<ExitCode>;

/** The settings of a call, with their origins. Throws {@link SettingsRefused}. */
export const settingsOf = ({ flags, terminal }: Call, mode: Settings['mode']): ResolvedSettings => resolveSettings({ mode, flags, environment: terminal.environment, cwd: terminal.cwd });

/**
 * The settings of a command that works on an installation from outside. Where nobody names issuer or port and development runs on the data folder,
 * perhaps at another port than the usual one, that server is meant.
 */
export async function visitSettings(call: Call): Promise<ResolvedSettings> {
  const { settings, origins } = settingsOf(call, modeOf(call));
  const note = origins.issuer === 'default' && origins.port === 'default' ? await (await import('./running-file.ts')).readNote(settings.data) : undefined;
  if (note === undefined) return { settings, origins };
  const running = `running server (process ${note.pid})`;
  return { settings: Object.freeze({ ...settings, issuer: note.issuer, port: note.port, localHttps: settings.tlsCert === undefined && note.url.startsWith('https:') }), origins: { ...origins, issuer: running, port: running } };
}

/**
 * The mode of commands that work on an installation from outside (bootstrap, users, keys, doctor, config): the one of `--mode`;
 * without it production where a master key is set and the issuer is given and not plain http on loopback, else development.
 */
export function modeOf(call: Call): Settings['mode'] {
  const asked = call.options['mode'];
  if (asked === 'production' || asked === 'development') return asked;
  const { environment } = call.terminal;
  const sealed = (environment['GATEHOUSE_MASTER_KEY'] ?? environment['GATEHOUSE_MASTER_KEY_FILE'] ?? '') !== '';
  const named = call.flags['issuer'] ?? environment['GATEHOUSE_ISSUER'];
  return sealed && typeof named === 'string' && isPublic(named) ? 'production' : 'development';
}

function isPublic(named: string): boolean {
  const parsed = parseIssuer(named);
  return 'issuer' in parsed && !(parsed.issuer.startsWith('http:') && isLoopbackHost(new URL(parsed.issuer).hostname));
}
