import { isLoopbackHost } from '../../kernel/loopback-host.ts';
import type { Settings } from '../../settings/settings.ts';
import { baseOf, describeOccupant, findIssuer, isListening } from '../occupant.ts';
import { fail, ok, warn, wordsOf, type Finding } from './finding.ts';

/** The issuer against the listen address: can what browsers are told be what the server is reached at? */
export function judgeIssuer({ issuer, host, port, mode }: Settings): Finding {
  const url = new URL(issuer);
  const loopback = isLoopbackHost(url.hostname);
  const issuerPort = Number(url.port || (url.protocol === 'https:' ? 443 : 80));
  if (loopback && issuerPort !== port) return warn('issuer', `${issuer} names port ${issuerPort}, and the server listens on ${port}`, 'Right behind a proxy or a port forward; else give the issuer the port of the server.');
  if (!loopback && isLoopbackHost(host)) return warn('issuer', `${issuer} is a public name, and the server listens on ${host} only`, 'Right behind a proxy on this machine; else set GATEHOUSE_HOST=0.0.0.0.');
  if (loopback && mode === 'production') return warn('issuer', `${issuer} is reachable on this machine only`, 'Set GATEHOUSE_ISSUER to the public https address.');
  return ok('issuer', `${issuer} (listening on ${host}, port ${port})`);
}

/** Is the port free, ours, or somebody else's? */
export async function judgePort(settings: Settings): Promise<Finding> {
  const { host, port, issuer } = settings;
  if (port === 0) return ok('port', 'any free port');
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host;
  if (!await isListening(reachable, port)) return ok('port', `${port} is free`);
  const served = await issuerAt(settings, {}) ?? await issuerAt(settings, { host: `localhost:${port}` });
  if (served === issuer) return ok('port', `${port} is served by Gatehouse with this issuer`);
  if (served !== undefined) return fail('port', `${port} is served with the issuer ${served}, and the setting is ${issuer}`, `Give both the same GATEHOUSE_ISSUER, or choose another --port.`);
  return fail('port', `${port} is taken by ${await describeOccupant(reachable, port)}`, 'Stop that program, or choose another --port.');
}

/** What the listener answers to the Host and X-Forwarded headers of a proxy: the issuer must stay the same, whatever they say. */
export async function judgeProxyHeaders(settings: Settings, publicUrl: string): Promise<readonly Finding[]> {
  const { issuer, host, port } = settings;
  if (!await isListening(host === '0.0.0.0' ? '127.0.0.1' : host, port)) return [warn('headers', 'The server does not run, so its answers to proxy headers can not be seen', 'gatehouse start')];
  const name = new URL(issuer).host;
  const cases: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
    [`Host: ${name}`, {}],
    [`Host: ${new URL(publicUrl).host}`, { host: new URL(publicUrl).host }],
    [`Host: ${name}, X-Forwarded-Host: other.example`, { 'x-forwarded-host': 'other.example' }],
    [`Host: ${name}, X-Forwarded-Proto: http`, { 'x-forwarded-proto': 'http' }],
  ];
  return Promise.all(cases.map(async ([title, headers]) => {
    const served = await issuerAt(settings, headers);
    if (served === issuer) return ok(title, `answers with ${served}`);
    if (served === undefined) return fail(title, 'no discovery document: no tenant has this host name', `Let the proxy send Host: ${name}, or set GATEHOUSE_ISSUER to ${publicUrl}.`);
    return fail(title, `answers with ${served} instead of ${issuer}`, 'Let the proxy send the host name of the issuer.');
  }));
}

/** The server as the world sees it at a URL: same issuer, clock that agrees. */
export async function judgePublicUrl({ issuer }: Settings, publicUrl: string): Promise<readonly Finding[]> {
  try {
    const response = await fetch(new URL('/.well-known/openid-configuration', publicUrl), { signal: AbortSignal.timeout(5000), redirect: 'manual' });
    const { issuer: served } = await response.json() as { readonly issuer?: unknown };
    const seen = served === issuer ? ok('public URL', `${publicUrl} answers with ${issuer}`) : fail('public URL', `${publicUrl} answers with the issuer ${String(served)}, and the setting is ${issuer}`, `Set GATEHOUSE_ISSUER to what browsers use, character for character.`);
    return [seen, judgeDate(response.headers.get('date'))];
  } catch (error) {
    return [fail('public URL', `${publicUrl} does not answer with a discovery document (${wordsOf((error as Error).cause ?? error)})`, 'Check the name, the certificate and the proxy.')];
  }
}

function judgeDate(header: string | null): Finding {
  const apart = Math.abs(Date.now() - Date.parse(header ?? '')) / 1000;
  if (Number.isNaN(apart)) return warn('public clock', 'The answer has no Date header', 'Let the proxy pass it on.');
  return apart <= 30 ? ok('public clock', 'agrees with this machine') : warn('public clock', `${Math.round(apart)} seconds apart from this machine`, 'Keep the clocks set with NTP.');
}

function issuerAt({ host, port, issuer, tlsCert, localHttps }: Settings, { host: named, ...headers }: Readonly<Record<string, string>>): Promise<string | undefined> {
  const tls = localHttps || tlsCert !== undefined;
  return findIssuer(baseOf({ host, port, tls }), { named: named === undefined ? issuer : `${new URL(issuer).protocol}//${named}/`, headers });
}
