import { accessSync, constants } from 'node:fs';
import { isLoopbackHost } from '../kernel/loopback-host.ts';
import type { Settings } from './settings.ts';

/** What must hold between settings, as sentences about what does not. `given` are the names that somebody set. */
export function findContradictions(settings: Settings, given: ReadonlySet<string>): readonly string[] {
  return [...together(settings), ...unreadable(settings), ...aboutHttps(settings), ...(settings.mode === 'production' ? aboutProduction(settings, given) : [])];
}

function* together(settings: Settings): Generator<string> {
  if ((settings.tlsCert === undefined) !== (settings.tlsKey === undefined)) yield 'tlsCert and tlsKey go together: set both GATEHOUSE_TLS_CERT and GATEHOUSE_TLS_KEY, or none.';
  if ((settings.bootstrapClientId === undefined) !== (settings.bootstrapClientSecret === undefined)) yield 'bootstrapClientId and bootstrapClientSecret go together: set both GATEHOUSE_BOOTSTRAP_CLIENT_ID and GATEHOUSE_BOOTSTRAP_CLIENT_SECRET, or none.';
  if (settings.mtlsPort !== undefined && settings.tlsCert === undefined && !settings.localHttps) yield 'mtlsPort needs https: set GATEHOUSE_TLS_CERT and GATEHOUSE_TLS_KEY too.';
  if (settings.mtlsPort !== undefined && settings.mtlsPort === settings.port) yield `mtlsPort and port are both ${settings.port}: they must differ.`;
  if (settings.clientCertificateHeader !== undefined && settings.trustProxy.length === 0) yield 'clientCertificateHeader is believed of trusted proxies alone: set GATEHOUSE_TRUST_PROXY too.';
  if (settings.localHttps && settings.tlsCert !== undefined) yield 'localHttps (--https) makes a certificate of its own: leave it out, or leave tlsCert and tlsKey out.';
}

function* unreadable(settings: Settings): Generator<string> {
  for (const name of ['tlsCert', 'tlsKey', 'mtlsCa'] as const) {
    const file = settings[name];
    if (file !== undefined && !isReadable(file)) yield `${name}: the file ${file} can not be read.`;
  }
}

function isReadable(file: string): boolean {
  try { accessSync(file, constants.R_OK); return true; } catch { return false; }
}

function* aboutHttps(settings: Settings): Generator<string> {
  const plain = settings.issuer.startsWith('http://');
  if (plain && (settings.tlsCert !== undefined || settings.localHttps)) yield `issuer is ${settings.issuer}, but the server serves https itself: write it with https://.`;
}

function* aboutProduction(settings: Settings, given: ReadonlySet<string>): Generator<string> {
  if (!given.has('issuer')) yield 'issuer is missing: production needs GATEHOUSE_ISSUER, the https address at which browsers reach the server.';
  else if (settings.issuer.startsWith('http://') && !isLoopbackHost(new URL(settings.issuer).hostname)) yield `issuer is ${settings.issuer}: production refuses plain http other than on loopback. Write it with https://.`;
  if (!given.has('masterKey')) yield 'masterKey is missing: production needs GATEHOUSE_MASTER_KEY or GATEHOUSE_MASTER_KEY_FILE. Make one with: node -p "require(\'crypto\').randomBytes(32).toString(\'base64url\')"';
  if (settings.samples) yield 'samples is true: production refuses samples. Leave GATEHOUSE_SAMPLES out.';
  if (settings.localHttps) yield 'localHttps is true: the local certificate authority is for development. Use tlsCert and tlsKey.';
  if (settings.bootstrapClientSecret !== undefined && settings.bootstrapClientSecret.length < 32) yield 'bootstrapClientSecret is too short: production needs 32 or more characters.';
}
