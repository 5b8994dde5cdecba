import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { ProjectFacts } from '../../guides/find-guides.ts';
import type { Guide, GuideValues } from '../../guides/guide.ts';
import { identifierFor, needOfApi, placeValues, renderGuide, renderTemplate, type RenderedGuide } from '../../guides/render-guide.ts';
import { managementAudience } from '../../protocol/client/management-audience.ts';
import type { Client } from '../../protocol/client/client.ts';
import { CliFailure, wrongUse } from '../failure.ts';
import type { House } from '../house.ts';
import type { Choice } from './choose-guide.ts';
import { planEnvironment, readEnvironment, type EnvironmentPlan } from './environment-file.ts';
import { ignoring } from './ignore-file.ts';
import { textOf } from './read-project.ts';
import { planRegistration, type RegistrationPlan } from './registration.ts';

/** What was asked on the command line; `undefined`: nothing was said. */
export interface SetupOptions { readonly name: string | undefined; readonly appUrl: string | undefined; readonly audience: string | undefined; readonly envFile: string | undefined; readonly clientId: string | undefined }
/** A project and what is to be done with it. */
export interface SetupRequest { readonly folder: string; readonly facts: ProjectFacts; readonly choice: Choice; readonly options: SetupOptions }

/** One file before and after. */
interface FileChange { readonly path: string; readonly name: string; readonly before: string | undefined; readonly text: string }

/** Everything that a run of `setup` will do. Nothing is written by making one. */
export interface SetupPlan {
  readonly choice: Choice;
  readonly issuer: string;
  readonly name: string;
  readonly registration: RegistrationPlan;
  readonly environment: FileChange & { readonly plan: EnvironmentPlan };
  readonly ignored: FileChange;
  readonly rendered: RenderedGuide;
  /** What the project has installed already needs no command. */
  readonly installed: boolean;
}

type Environment = ReturnType<typeof readEnvironment>;

/** Looks at the project's file, at what is registered, and compares both with the guide. Throws {@link CliFailure} with the fix where it can not go on. */
export async function planSetup(house: House, { folder, facts, choice, options }: SetupRequest): Promise<SetupPlan> {
  const { guide } = choice;
  const { issuer } = house.defaultTenant;
  const name = options.name ?? facts.name ?? guide.id;
  const file = environmentName(options.envFile) ?? guide.environmentFile;
  const path = join(folder, file);
  const before = await textOf(path);
  const environment = readEnvironment(before ?? '');
  const client = options.clientId === undefined ? await findOwnClient(house, guide, environment) : await findNamedClient(house, guide, options.clientId);
  const { registration, rendered } = await planGuide(house, { guide, environment, client }, { ...options, name });
  const plan = planEnvironment(before ?? '', rendered.environment);
  const ignore = await textOf(join(folder, '.gitignore'));
  return {
    choice, issuer, name: registration.client.name, registration, rendered, installed: isInstalled(guide, facts),
    environment: { path, name: file, before, text: plan.text, plan }, ignored: { path: join(folder, '.gitignore'), name: '.gitignore', before: ignore, text: ignoring(ignore ?? '', file) },
  };
}

/** What is registered for a guide, and the guide with the values of that. */
async function planGuide(house: House, found: Found, { name, appUrl, audience }: SetupOptions & { readonly name: string }): Promise<Pick<SetupPlan, 'registration' | 'rendered'>> {
  const { guide, client } = found;
  const url = urlOf(found, appUrl);
  const values = { ...placeValues(house.defaultTenant.issuer, url), ...chosenValues(found, { url, name, audience }), clientId: client?.id ?? '', clientSecret: '', permission: '' };
  refuseManagement(house, values.audience);
  const registration = await planRegistration(house, { name, application: guide.application, addresses: renderGuide(guide, values), api: values.audience === '' ? undefined : values.audience }, { client, secret: valueFor(found, '{{clientSecret}}') });
  return { registration, rendered: renderGuide(guide, { ...values, clientId: registration.client.id, clientSecret: registration.secret ?? '', permission: registration.api?.permissions[0]?.value ?? '' }) };
}

/** Refuses to touch a file whose values belong to somebody else. */
export function refuseForeign({ environment: { path, name, plan: { foreign } } }: SetupPlan): void {
  if (foreign.length === 0) return;
  throw new CliFailure(`${path} gives other values, in lines that gatehouse setup did not write; nothing was changed:\n${foreign.map((one) => `  line ${one.line}  ${one.name}`).join('\n')}\nRename or remove these lines, or let the values go into another file.`, { next: `gatehouse setup --env-file ${name}.gatehouse` });
}

/** The application that the project's file names, where it is one of this server that was made for a project of the same type. */
async function findOwnClient({ storage: { registry }, defaultTenant }: House, guide: Guide, environment: Environment): Promise<Client | undefined> {
  const id = valueFor({ guide, environment }, '{{clientId}}');
  const client = id === undefined || id === '' ? undefined : await registry.findClient(defaultTenant.id, id);
  return client !== undefined && client.type === guide.application.type && !client.sample ? client : undefined;
}

/** The application that the command line names; it must be there, and of the type that the guide is for. */
async function findNamedClient({ storage: { registry }, defaultTenant }: House, { application: { type }, title }: Guide, id: string): Promise<Client> {
  const client = await registry.findClient(defaultTenant.id, id);
  if (client === undefined || client.sample) throw wrongUse(`There is no application ${id} that could be connected.`, 'gatehouse setup');
  if (client.type !== type) throw wrongUse(`The application ${id} is of the type ${client.type}, and ${title} takes one of the type ${type}.`, 'gatehouse setup');
  return client;
}

interface Found { readonly guide: Guide; readonly environment: Environment; readonly client: Client | undefined }

/** What the project's file gives for the variable with this template. */
function valueFor({ guide, environment }: Omit<Found, 'client'>, template: string): string | undefined {
  const variable = guide.environment.find(({ value }) => value === template);
  return variable === undefined ? undefined : environment.get(variable.name)?.value;
}

/** Where the application is reached: as asked, else as its file or its registration says, else at its usual port. */
function urlOf({ guide, environment, client }: Found, asked: string | undefined): string {
  if (asked !== undefined) return parseAppUrl(asked);
  const told = guide.environment.flatMap(({ name, value }) => (value.startsWith('{{url}}') ? withoutEnd(environment.get(name)?.value, value.slice('{{url}}'.length)) ?? [] : []));
  const registered = guide.callbacks.flatMap((callback) => client?.redirectUris.flatMap((uri) => withoutEnd(uri, callback) ?? []) ?? []);
  const port = Number(environment.get('PORT')?.value);
  const usual = `http://localhost:${Number.isInteger(port) && port > 0 && port < 65_536 ? port : guide.port}`;
  return [...told, ...registered].find(isOrigin) ?? usual;
}

const withoutEnd = (text: string | undefined, end: string) => (text?.endsWith(end) === true ? text.slice(0, text.length - end.length) : undefined);
const isOrigin = (text: string) => /^https?:$/.test(URL.canParse(text) ? new URL(text).protocol : '') && new URL(text).origin === text;

function parseAppUrl(asked: string): string {
  const origin = asked.replace(/\/$/, '');
  if (!isOrigin(origin)) throw wrongUse(`--app-url takes the address of the application without a path, such as http://localhost:3000; it was ${asked}.`, 'gatehouse setup --app-url http://localhost:3000');
  return origin;
}

/** The values that a run chooses, and later runs find again. */
function chosenValues(found: Found, { url, name, audience }: { readonly url: string; readonly name: string; readonly audience: string | undefined }): Pick<GuideValues, 'audience' | 'random'> {
  const { guide } = found;
  const fixed = guide.api !== undefined && guide.api !== '{{audience}}' ? renderTemplate(guide.api, { url } as GuideValues) : undefined;
  const need = needOfApi(guide);
  return {
    audience: need === 'none' ? '' : parseAudience(audience) ?? fixed ?? valueFor(found, '{{audience}}') ?? (need === 'needed' ? identifierFor(name) : ''),
    random: valueFor(found, '{{random}}') ?? randomBytes(32).toString('base64url'),
  };
}

function parseAudience(asked: string | undefined): string | undefined {
  if (asked !== undefined && !/^[\x21-\x7e]{1,600}$/.test(asked)) throw wrongUse('--audience takes the identifier of an API: visible characters without a space, usually a URL.', 'gatehouse setup --audience https://api.example.com');
  return asked;
}

/** What may do everything is made by a command of its own. */
function refuseManagement({ defaultTenant }: House, audience: string): void {
  if (audience === managementAudience(defaultTenant)) throw new CliFailure(`${audience} is the Management API: an application for it may administer this server.`, { next: 'gatehouse bootstrap', exitCode: 2 });
}

function environmentName(asked: string | undefined): string | undefined {
  if (asked !== undefined && !/^\.?[\w.-]+$/.test(asked)) throw wrongUse(`--env-file takes the name of a file in the project's folder; it was ${asked}.`, 'gatehouse setup --env-file .env');
  return asked;
}

/** npm guides name their packages after `npm install`; elsewhere the command is always told. */
function isInstalled({ install }: Guide, { manifests }: ProjectFacts): boolean {
  if (install === undefined) return true;
  const has = new Set(manifests.filter(({ ecosystem }) => ecosystem === 'npm').flatMap(({ packages }) => packages));
  return install.startsWith('npm install ') && install.split(' ').slice(2).every((name) => has.has(name));
}
