import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { isLoopbackHost } from '../../kernel/loopback-host.ts';
import type { Settings } from '../../settings/settings.ts';
import { fail, ok, warn, wordsOf, type Finding } from './finding.ts';

const soonDays = 14;

/** The certificate: readable, belongs to the key, covers the host of the issuer, has time left. */
export async function judgeTls(settings: Settings, nowMs: number): Promise<readonly Finding[]> {
  const { tlsCert, tlsKey, localHttps, issuer } = settings;
  if (localHttps) return [ok('tls', 'a certificate of the local authority, for development')];
  if (tlsCert === undefined || tlsKey === undefined) return [withoutTls(issuer)];
  try {
    const certificate = new X509Certificate(await readFile(tlsCert));
    const key = createPrivateKey(await readFile(tlsKey));
    return judgeCertificate({ certificate, keyFits: certificate.checkPrivateKey(key) }, new URL(issuer).hostname, nowMs);
  } catch (error) {
    return [fail('tls', `The certificate or its key can not be read: ${wordsOf(error)}`, 'Both files must be PEM, the certificate first in its chain, the key without a passphrase.')];
  }
}

function withoutTls(issuer: string): Finding {
  if (issuer.startsWith('https:')) return warn('tls', 'The issuer is https and the server speaks plain http: something in front must do TLS', 'Let a proxy do it, or set GATEHOUSE_TLS_CERT and GATEHOUSE_TLS_KEY.');
  return isLoopbackHost(new URL(issuer).hostname) ? ok('tls', 'plain http on loopback') : fail('tls', `The issuer ${issuer} is plain http: browsers and tokens can be read on the way`, 'Write the issuer with https://.');
}

function judgeCertificate({ certificate, keyFits }: { readonly certificate: X509Certificate; readonly keyFits: boolean }, host: string, nowMs: number): readonly Finding[] {
  const days = Math.floor((Date.parse(certificate.validTo) - nowMs) / 86_400_000);
  const covers = certificate.checkHost(host) !== undefined || certificate.checkIP(host) !== undefined;
  return [
    keyFits ? ok('tls key', 'belongs to the certificate') : fail('tls key', 'The key does not belong to the certificate', 'Set the key that the certificate was made with.'),
    covers ? ok('tls name', `covers ${host}`) : fail('tls name', `The certificate does not cover ${host}`, `Get a certificate for ${host}, or correct the issuer.`),
    judgeDays(days, Date.parse(certificate.validFrom) > nowMs),
  ];
}

function judgeDays(days: number, early: boolean): Finding {
  if (early) return fail('tls time', 'The certificate is not valid yet', 'Check the clock.');
  if (days < 0) return fail('tls time', `The certificate expired ${-days} days ago`, 'Renew it.');
  return days < soonDays ? warn('tls time', `The certificate expires in ${days} days`, 'Renew it.') : ok('tls time', `${days} days left`);
}
