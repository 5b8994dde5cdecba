import type { SetupPlan } from './plan-setup.ts';

/** What is told about a run. */
export interface Told { readonly plan: SetupPlan; readonly dryRun: boolean; /** The server answers at its issuer. */ readonly running: boolean }

/** The run, for a person: one line for each step, then what to do. No secret is in it. */
export const renderSetupText = (told: Told) => [...(told.dryRun ? ['  Nothing is changed: this is what would be done.', ''] : []), ...stepsOf(told), ...linesOf(told.plan)].join('\n');

function stepsOf({ plan, dryRun, running }: Told): readonly string[] {
  const { choice, registration: { client, state, changes, api, apiState }, environment: { name, plan: { added, changed } }, rendered } = plan;
  const step = (what: string, said: string) => `  ${dryRun ? '·' : '✔'} ${what.padEnd(12)} ${said}`;
  const became = { new: 'registered', changed: `changed: ${changes.join(', ')}`, same: 'as it was' };
  return [
    step('framework', `${choice.guide.title}, because of ${choice.because}${choice.others.length === 0 ? '' : `; --framework ${choice.others.join(' or ')} would fit too`}`),
    step('server', running ? plan.issuer : `${plan.issuer}, which does not answer now: gatehouse dev`),
    step('application', `${plan.name} (${clientIdOf({ plan, dryRun }) ?? 'a new client ID'}): ${became[state]}`),
    ...rendered.redirectUris.map((uri) => `    ${''.padEnd(12)} callback URL ${uri}`),
    ...(api === undefined ? [] : [step('API', `${api.identifier}: ${became[apiState]}`)]),
    step(name, [...namesOf(added, 'added'), ...namesOf(changed, 'changed')].join('; ') || became.same),
    step('.gitignore', isIgnored(plan) ? became.same : `added ${name}`),
    ...(client.enabled ? [] : [`  ! ${''.padEnd(12)} the application is disabled: nobody can sign in until an administrator enables it`]),
  ];
}

function linesOf(plan: SetupPlan): readonly string[] {
  const { installed, rendered: { install, code, run, next, tryIt } } = plan;
  return [
    ...(installed || install === undefined ? [] : ['', '  Install', ...indented(install)]),
    ...code.flatMap(({ file, text }) => ['', `  ${file}`, ...indented(text.trimEnd())]),
    '', '  Run', ...indented(inOwnFile(plan, run)), '', '  Then', ...indented(next), ...(tryIt === undefined ? [] : indented(inOwnFile(plan, tryIt))),
  ];
}

const namesOf = (names: readonly string[], what: string) => (names.length === 0 ? [] : [`${what} ${names.join(', ')}`]);
const isIgnored = ({ ignored }: SetupPlan) => ignored.text === (ignored.before ?? '');
/** A dry run makes none that would be kept. */
const clientIdOf = ({ plan: { registration: { client, state } }, dryRun }: Pick<Told, 'plan' | 'dryRun'>) => (dryRun && state === 'new' ? undefined : client.id);
const indented = (text: string) => text.split('\n').map((line) => (line === '' ? '' : `    ${line}`));

/** A command of the guide. Where the values went into another file than the guide's, it names that one. */
const inOwnFile = ({ choice, environment }: SetupPlan, command: string) => command.replaceAll(new RegExp(`(?<![\\w.])${choice.guide.environmentFile.replaceAll('.', '\\.')}(?![\\w.])`, 'g'), environment.name);

/** The same as JSON, for a program. No secret is in it: those stand in the file alone. */
export function renderSetupJson({ plan, dryRun, running }: Told): string {
  const { choice, registration: { client, state, changes, api, apiState }, environment, rendered } = plan;
  return JSON.stringify({
    dry_run: dryRun, framework: choice.guide.id, because: choice.because, others: choice.others, issuer: plan.issuer, running,
    application: { client_id: clientIdOf({ plan, dryRun }) ?? null, name: client.name, type: client.type, state, changes, callbacks: client.redirectUris, logout_urls: client.logoutUris, web_origins: client.webOrigins },
    api: api === undefined ? null : { identifier: api.identifier, state: apiState },
    environment: { file: environment.path, added: environment.plan.added, changed: environment.plan.changed, kept: environment.plan.kept }, gitignore: isIgnored(plan) ? 'same' : 'changed',
    install: plan.installed ? null : rendered.install ?? null, code: rendered.code, run: inOwnFile(plan, rendered.run), next: rendered.next, try: rendered.tryIt === undefined ? null : inOwnFile(plan, rendered.tryIt),
  });
}
