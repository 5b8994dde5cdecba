import { Command as Program, Option } from 'commander';
import { administratorRoles } from '../protocol/administration/administrator-role.ts';
import { configSource, settingLines, settingNames, flagAttribute, type SettingName } from '../settings/schema.ts';
import type { Call, Command } from './call.ts';
import type { ExitCode } from './failure.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** What the program works on, and where it leaves the exit code. */
export interface ProgramTools { readonly terminal: Terminal; readonly loadHouse: Call['loadHouse']; readonly end: (code: ExitCode) => void }

/** The whole command line. `parseAsync` runs one command; wrong use throws commander's own error. */
export function buildProgram(tools: ProgramTools): Program {
  const program = new Program('gatehouse');
  program.description('Gatehouse: OAuth 2.0 and OpenID Connect for your own applications').version(version, '-V, --version')
    .exitOverride().showSuggestionAfterError(true).configureOutput({ writeOut: (text) => tools.terminal.result(text.trimEnd()), writeErr: (text) => tools.terminal.progress(text.trimEnd()), outputError: () => undefined })
    .addHelpText('after', '\nWithout a command, gatehouse runs dev. Exit codes: 0 well, 1 failed, 2 wrong use.\nSettings also come from GATEHOUSE_* variables and a file: gatehouse config reference');
  const add = adder(tools);
  withServing(add(program, { name: 'dev', about: 'run in development mode: samples, loopback, the next free port', run: late(async () => (await import('./commands/dev.ts')).dev) }));
  withServing(add(program, { name: 'start', about: 'run in production: refuses samples, plain http and missing secrets', run: late(async () => (await import('./commands/start.ts')).start) }));
  withInstallation(add(program, { name: 'setup', about: 'add sign-in to a project: registers it, writes its .env and shows the lines of code', run: late(async () => (await import('./commands/setup.ts')).setup) }).argument('[folder]', 'the project; the current folder where none is given')
    .option('--framework <id>', 'the guide to follow, whatever the project looks like').option('--client-id <id>', 'an application that is there already, in the place of a new one').option('--name <name>', 'what the application is called').option('--app-url <url>', 'where the application is reached, without a path')
    .option('--audience <identifier>', 'the API; it is registered where it is not yet').option('--env-file <file>', 'the file that the values go into').option('--dry-run', 'change nothing, and show what would be done'));
  withInstallation(add(program, { name: 'bootstrap', about: 'make a management application and print its credentials', run: late(async () => (await import('./commands/bootstrap.ts')).bootstrap) }));
  withInstallation(add(program, { name: 'token', about: 'print an access token of a machine-to-machine application', run: late(async () => (await import('./commands/token.ts')).token) }).argument('<client-id>', 'the application; sample-m2m works at once')
    .option('--audience <identifier>', 'the API that the token is for').option('--scope <scopes>', 'separated by spaces').option('--secret <secret>', 'the client secret, or - for standard input').option('--basic', 'send the credentials with HTTP Basic'));
  withInstallation(add(program, { name: 'registration-token', about: 'make an initial access token, with which an application may register itself', run: late(async () => (await import('./commands/registration-token.ts')).registrationToken) })
    .option('--uses <number>', 'how many registrations it is good for (1)').option('--days <number>', 'how long (1)'));
  withInstallation(add(program, { name: 'api-metadata', about: 'print the metadata that an API serves about itself (RFC 9728)', run: late(async () => (await import('./commands/api-metadata.ts')).apiMetadata) }).argument('<identifier>', 'the API, as it is registered'));
  const users = group(program, 'users', 'people');
  withInstallation(add(users, { name: 'add', about: 'add a person with a password', run: late(async () => (await import('./commands/users-add.ts')).usersAdd) }).argument('<email>').option('--password <->', '- reads it from standard input; without it one is made and printed').option('--verified', 'the address is known to be right'));
  withInstallation(add(users, { name: 'import', about: 'add people from a file in the form of Auth0’s bulk import', run: late(async () => (await import('./commands/users-import.ts')).usersImport) }).argument('<file>', 'a JSON array, or one JSON object per line')
    .option('--connection <name>', 'where the people belong: name or id of a connection').option('--upsert', 'change who is there already'));
  withInstallation(add(users, { name: 'export', about: 'write everybody into a file', run: late(async () => (await import('./commands/users-export.ts')).usersExport) }).argument('<file>', 'a new file: .json, or .csv for a table')
    .addOption(new Option('--format <format>', 'whatever the name of the file says').choices(['json', 'csv'])));
  withInstallation(add(program, { name: 'setup-link', about: 'print a new link with which somebody becomes an owner of the dashboard', run: late(async () => (await import('./commands/setup-link.ts')).setupLinkCommand) }));
  const administrators = group(program, 'administrators', 'who administers the default tenant');
  const role = () => new Option('--role <role>', 'what they may do').choices([...administratorRoles]).default('owner');
  withInstallation(add(administrators, { name: 'add', about: 'make a person an administrator, or give one another role; who has no account gets one', run: late(async () => (await import('./commands/administrators.ts')).administratorsAdd) }).argument('<email or user_id>').addOption(role()));
  withInstallation(add(administrators, { name: 'list', about: 'who administers, and as what', run: late(async () => (await import('./commands/administrators.ts')).administratorsList) }));
  withInstallation(add(administrators, { name: 'remove', about: 'take the role away; the person stays', run: late(async () => (await import('./commands/administrators.ts')).administratorsRemove) }).argument('<email or user_id>'));
  add(program, { name: 'breached-passwords', about: 'make a filter of leaked passwords from a file of SHA-1 digests', run: late(async () => (await import('./commands/breached-passwords.ts')).breachedPasswords) }).argument('<digests>', 'one digest a line, as Have I Been Pwned has them').argument('<file>', 'a new file');
  const keys = group(program, 'keys', 'signing keys');
  withInstallation(add(keys, { name: 'rotate', about: 'let the next signing key take over', run: late(async () => (await import('./commands/keys-rotate.ts')).keysRotate) }).addOption(new Option('--alg <algorithm>', 'only the keys of this algorithm').choices(['RS256', 'ES256', 'EdDSA', 'PS256'])));
  const samples = group(program, 'samples', 'what development mode keeps in the default tenant');
  withInstallation(add(samples, { name: 'remove', about: 'remove all sample applications, APIs and people', run: late(async () => (await import('./commands/samples-remove.ts')).samplesRemove) }));
  withInstallation(add(program, { name: 'conformance', about: 'make the default tenant what the OpenID conformance suite asks for (development only)', run: late(async () => (await import('./commands/conformance.ts')).conformance) })
    .option('--out <file>', 'where the configuration of the suite goes').option('--suite <url>', 'where the suite runs').option('--alias <name>', 'the name of this server in the suite'));
  withInstallation(add(program, { name: 'doctor', about: 'look for what is wrong, and say what to do', run: late(async () => (await import('./commands/doctor.ts')).doctor) }).option('--url <url>', 'how browsers reach the server: adds the proxy checks'), settingNames);
  const config = group(program, 'config', 'settings');
  withInstallation(add(config, { name: 'show', about: 'every setting in force and where it comes from', run: late(async () => (await import('./commands/config-show.ts')).configShow) }), settingNames);
  add(config, { name: 'reference', about: 'the page of all settings, as Markdown', run: late(async () => (await import('./commands/config-show.ts')).configReference) });
  return program;
}

/** A command is loaded when it is called: a server does not wait for what only `doctor` needs. */
const late = (load: () => Promise<Command>): Command => async (call) => (await load())(call);

interface Offer { readonly name: string; readonly about: string; readonly run: Command }

const group = (parent: Program, name: string, about: string) => parent.command(name).description(about);

/** Adds a command whose action hands over what was typed, settings and options apart. */
const adder = ({ terminal, loadHouse, end }: ProgramTools) => (parent: Program, { name, about, run }: Offer): Program =>
  parent.command(name).description(about).action(async (...received: readonly unknown[]) => {
    const program = received.at(-1) as Program;
    const typed = Object.entries(program.opts()).filter(([attribute]) => program.getOptionValueSource(attribute) === 'cli');
    const isFlag = ([attribute]: readonly [string, unknown]) => settingAttributes.has(attribute);
    end(await run({ args: program.args, flags: Object.fromEntries(typed.filter(isFlag)), options: Object.fromEntries(typed.filter((one) => !isFlag(one))), terminal, loadHouse }));
  });

const settingAttributes: ReadonlySet<string> = new Set([configSource.flag, ...settingNames.flatMap((name) => settingLines[name].flag ?? [])].map(flagAttribute));

/** The settings that matter to commands which serve nothing. */
const installation: readonly SettingName[] = ['issuer', 'port', 'data', 'databaseUrl', 'logLevel', 'json'];

function withSettings(program: Program, names: readonly SettingName[]): Program {
  for (const { flag, description } of names.map((name) => settingLines[name])) if (flag !== undefined) program.addOption(new Option(flag, flag.startsWith('--no-') ? `Switches off: ${description}` : description));
  return program.addOption(new Option(configSource.flag, configSource.description));
}

const withServing = (program: Program) => withSettings(program, settingNames);
const withInstallation = (program: Program, names = installation) =>
  withSettings(program, names).addOption(new Option('--mode <mode>', 'the rules that hold; without it production where a master key and a public issuer are set').choices(['development', 'production']));
