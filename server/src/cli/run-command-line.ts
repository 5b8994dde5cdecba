import { CommanderError } from 'commander';
import { SettingsRefused } from '../settings/read-settings.ts';
import { CliFailure, type ExitCode } from './failure.ts';
import { loadHouse } from './load-house.ts';
import { buildProgram } from './program.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line, without the name of the program; answers the exit code. Never throws. */
export async function runCommandLine(typed: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let code: ExitCode = 0;
  const program = buildProgram({ terminal, loadHouse, end: (ended) => { code = ended; } });
  try {
    await program.parseAsync(withDefault(typed), { from: 'user' });
    return code;
  } catch (error) {
    return report(error, { typed, terminal });
  }
}

/** Without a command the server starts in development mode; the flags that ask about the program itself stay what they are. */
function withDefault(typed: readonly string[]): string[] {
  const [first] = typed;
  const asksAboutProgram = first !== undefined && ['-h', '--help', '-V', '--version'].includes(first);
  return first === undefined || (first.startsWith('-') && !asksAboutProgram) ? ['dev', ...typed] : [...typed];
}

interface Told { readonly message: string; readonly next: string; readonly code: ExitCode }

/** Every error ends with the command to run next. */
function report(error: unknown, { typed, terminal }: { readonly typed: readonly string[]; readonly terminal: Terminal }): ExitCode {
  if (error instanceof CommanderError && error.exitCode === 0) return 0;
  const { message, next, code } = tell(error, typed, terminal);
  terminal.progress(typed.includes('--json') ? JSON.stringify({ error: message, next }) : `✖ ${message}\n  Next: ${next}`);
  return code;
}

function tell(error: unknown, typed: readonly string[], terminal: Terminal): Told {
  if (error instanceof CliFailure) return { message: error.message, next: error.next, code: error.exitCode };
  if (error instanceof SettingsRefused) return { message: error.message, next: 'gatehouse config reference', code: 2 };
  const help = `gatehouse ${[...typed.slice(0, 2).filter((word) => /^[a-z]+$/.test(word)), ''].join(' ')}--help`;
  if (error instanceof CommanderError) return { message: wordsOf(error), next: error.code === 'commander.unknownCommand' ? 'gatehouse --help' : help, code: 2 };
  const { message, stack } = error as Error;
  return { message: terminal.environment['GATEHOUSE_LOG_LEVEL'] === 'debug' ? stack ?? message : message, next: 'gatehouse doctor', code: 1 };
}

/** Commander shows help instead of an error where a group is called without a command. */
const wordsOf = ({ code, message }: CommanderError) => code === 'commander.help' ? 'A command is missing.' : message.replace(/^error: /, '');
