import { relative } from 'node:path';
import type { StoredSigningKey } from '../protocol/ports/signing-key-store.ts';
import type { SampleInfo } from '../samples/ensure-samples.ts';
import type { Settings } from '../settings/settings.ts';
import { localAuthorityFile } from './local-authority.ts';
import { version } from './version.ts';

/** What a server that has just come up tells. */
export interface Start {
  readonly settings: Settings;
  /** Where it listens. */
  readonly url: string;
  readonly cwd: string;
  /** The database was made by this start. */
  readonly created: boolean;
  readonly keys: readonly StoredSigningKey[];
  readonly samples: SampleInfo | undefined;
  /** The link with which the first owner is made; `undefined`: there is one. */
  readonly setup: string | undefined;
  readonly taken: { readonly port: number; readonly by: string } | undefined;
}

/** A path as a shell takes it; quotes only where it needs them. */
const shellWord = (text: string) => /^[\w./:@+-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;

/** A command that returns a token, in one line and without quotes where it can be: it can be copied out of JSON too. */
export function tryItNow({ settings, samples }: Pick<Start, 'settings' | 'samples'>): string | undefined {
  const secret = samples?.clients.find(({ id }) => id === 'sample-m2m')?.secret;
  if (samples === undefined || secret === undefined) return undefined;
  const trust = settings.localHttps ? ` --cacert ${shellWord(localAuthorityFile(settings.data))}` : '';
  return `curl -s${trust} ${settings.issuer}oauth/token -d grant_type=client_credentials -d client_id=sample-m2m -d client_secret=${secret} -d audience=${samples.api.identifier}`;
}

const place = (path: string, cwd: string) => {
  const short = relative(cwd, path);
  return short.startsWith('..') || short === '' ? path : `./${short}`;
};

/** The start-up text of development, for a person. */
export function renderStartText(start: Start): string {
  const { settings, samples, taken } = start;
  const curl = tryItNow(start)?.replace(' -d client_id', ' \\\n                 -d client_id');
  const lines = [
    `  gatehouse ${version}   development mode, ${isLoopback(settings.host) ? 'loopback only' : `listening on ${settings.host}: everybody on that network reaches it`}`,
    ...(taken === undefined ? [] : [`  ! port       ${taken.port} is taken by ${taken.by}; using ${settings.port}`]),
    `  ✔ database   ${settings.databaseUrl === undefined ? `${place(settings.data, start.cwd)} (${start.created ? 'created' : 'found'})` : 'PostgreSQL'}`,
    `  ✔ keys       ${keysInWords(start.keys)}`,
    samples === undefined ? '  - samples    none (--no-samples)' : '  ✔ samples    Pied Piper (SPA, web, CLI, machine), Hooli, Appointments API, users jane and john',
    '',
    `  Dashboard    ${start.setup === undefined ? `${settings.issuer}dashboard/` : `${start.setup}   (one use, 30 min)`}`,
    `  Issuer       ${settings.issuer}`,
    ...(settings.localHttps ? [`  Trust        ${place(localAuthorityFile(settings.data), start.cwd)}   (the local authority; import it into the browser, or give it to curl with --cacert)`] : []),
    ...(samples === undefined ? [] : [`  Samples      ${settings.issuer}samples/   (people and passwords stand there)`]),
    `  Docs         ${settings.issuer}docs/   (they come with the program: no internet is needed)`,
    settings.smtpUrl === undefined ? `  Mail         ${settings.issuer}u/outbox   (it stays there; GATEHOUSE_SMTP_URL sends it)` : `  Mail         by ${new URL(settings.smtpUrl).host}`,
    ...(curl === undefined ? [] : ['', `  Try it now   ${curl}`]),
    '',
    '  Next         npx gatehouse setup ../my-app     adds sign-in to a project of yours',
    '               npx gatehouse users add you@example.com     adds a person',
    '               npx gatehouse doctor     looks for what is wrong',
    `               npx gatehouse --help     Ctrl-C stops; data stays in ${place(settings.data, start.cwd)}`,
  ];
  return `${lines.join('\n')}\n`;
}

const isLoopback = (host: string) => host === 'localhost' || host === '::1' || host.startsWith('127.');

function keysInWords(keys: readonly StoredSigningKey[]): string {
  const current = keys.filter(({ state }) => state === 'current').map(({ alg }) => alg).sort();
  return current.length === 0 ? 'being made' : `${current.join(' and ')} signing ${current.length === 1 ? 'key' : 'keys'} ready`;
}

/** The same as one line of JSON, for a program. Sample secrets are in it: they are random, and good in this data folder only. */
export function renderStartJson(start: Start): string {
  const { settings, samples, taken } = start;
  return JSON.stringify({
    event: 'ready', version, mode: settings.mode, issuer: settings.issuer, dashboard: `${settings.issuer}dashboard/`, docs: `${settings.issuer}docs/`, ...(start.setup === undefined ? {} : { setup: start.setup }), listening: start.url, host: settings.host, port: settings.port, data: settings.data,
    ...(settings.mode === 'development' && settings.smtpUrl === undefined ? { outbox: `${settings.issuer}u/outbox` } : {}),
    database: settings.databaseUrl === undefined ? 'embedded' : 'postgres', created: start.created, keys: start.keys.filter(({ state }) => state === 'current').map(({ kid, alg }) => ({ kid, alg })),
    ...(taken === undefined ? {} : { taken }),
    ...(samples === undefined ? {} : { samples: { url: `${settings.issuer}samples/`, ...samples }, try: tryItNow(start) }),
  });
}
