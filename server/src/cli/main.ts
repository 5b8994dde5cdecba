import { runCommandLine } from './run-command-line.ts';
import { openTerminal } from './terminal.ts';

// The entry of the program: one command line, one exit code, and standard output flushed before the end.
const code = await runCommandLine(process.argv.slice(2), openTerminal());
process.exitCode = code;
process.stdout.write('', () => process.exit(code));
