import { createPrivateKey, randomBytes, X509Certificate } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadX509, type X509 } from './load-x509.ts';

/** A certificate for this machine, as PEM texts, and the file with the authority that browsers and programs are to trust. */
export interface LocalCertificate { readonly key: string; readonly cert: string; readonly caFile: string }

interface Pair { readonly key: string; readonly cert: string }

const dayMs = 86_400_000;
const caDays = 825;
const leafDays = 90;
const renewBeforeDays = 14;
const { subtle } = globalThis.crypto;
const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const caName = 'CN=Gatehouse local CA, O=For development on this machine only';
const ownHosts = ['localhost', '*.localhost'] as const;
const ownAddresses = ['127.0.0.1', '::1'] as const;
const hostUnderLocalhost = /^(?:[a-z0-9-]{1,63}\.)+localhost$/;

/** What a caller may choose about the local certificate. */
export interface LocalCertificateOptions {
  /** Milliseconds since the epoch; the time of the machine when left out. */
  readonly nowMs?: number;
  /** Hosts under `localhost` to name one by one, for the tenants: not every client takes a wildcard right below the top. Others are left out. */
  readonly hosts?: readonly string[];
}

/**
 * The certificate of `dev --https`: made on first use, kept in `folder`, and made anew when it has less than 14 days left, lacks a host, or the authority has changed.
 * Keys are readable by their owner alone. The authority may sign nothing but certificates for localhost.
 */
export async function openLocalCertificate(folder: string, { nowMs = Date.now(), hosts = [] }: LocalCertificateOptions = {}): Promise<LocalCertificate> {
  const named = [...new Set([...ownHosts, ...hosts.filter((host) => hostUnderLocalhost.test(host))])];
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const ca = await findPair(folder, 'ca', nowMs) ?? await keepPair(folder, 'ca', await makeAuthority(nowMs));
  const found = await findPair(folder, 'localhost', nowMs);
  const leaf = found !== undefined && isIssuedBy(found, ca) && namesAll(found, named) ? found : await keepPair(folder, 'localhost', await makeLeaf(ca, named, nowMs));
  return { ...leaf, caFile: join(folder, 'ca.pem') };
}

/** What is stored under this name, if it is whole and lasts long enough. */
async function findPair(folder: string, name: string, nowMs: number): Promise<Pair | undefined> {
  try {
    const [key, cert] = await Promise.all([readFile(join(folder, `${name}.key`), 'utf8'), readFile(join(folder, `${name}.pem`), 'utf8')]);
    const parsed = new X509Certificate(cert);
    const lasts = parsed.validToDate.getTime() - nowMs > renewBeforeDays * dayMs && parsed.validFromDate.getTime() <= nowMs;
    return lasts && parsed.checkPrivateKey(createPrivateKey(key)) ? { key, cert } : undefined;
  } catch {
    // Missing or damaged: both mean a new one.
    return undefined;
  }
}

function isIssuedBy(leaf: Pair, ca: Pair): boolean {
  const [certificate, authority] = [new X509Certificate(leaf.cert), new X509Certificate(ca.cert)];
  return certificate.checkIssued(authority) && certificate.verify(authority.publicKey);
}

function namesAll(leaf: Pair, hosts: readonly string[]): boolean {
  const names = new X509Certificate(leaf.cert).subjectAltName?.split(', ') ?? [];
  return hosts.every((host) => names.includes(`DNS:${host}`));
}

/** The key first, each whole or not at all: whoever reads in between finds a pair that does not fit, and makes a new one. */
async function keepPair(folder: string, name: string, pair: Pair): Promise<Pair> {
  for (const [ending, text, mode] of [['key', pair.key, 0o600], ['pem', pair.cert, 0o644]] as const) {
    const draft = join(folder, `${name}.${ending}.${randomBytes(6).toString('hex')}`);
    await writeFile(draft, text, { mode, flag: 'wx' });
    await rename(draft, join(folder, `${name}.${ending}`));
  }
  return pair;
}

const newKeys = () => subtle.generateKey(algorithm, true, ['sign', 'verify']);
const newSerial = () => `01${randomBytes(15).toString('hex')}`;
/** An hour back, for clocks that differ a little. */
const life = (nowMs: number, days: number) => ({ notBefore: new Date(nowMs - 3_600_000), notAfter: new Date(nowMs + days * dayMs) });

async function makeAuthority(nowMs: number): Promise<Pair> {
  const x509 = await loadX509();
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: newSerial(), name: caName, ...life(nowMs, caDays), signingAlgorithm: algorithm, keys,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      nameConstraints(x509),
    ],
  });
  return { key: await pemOf(keys.privateKey), cert: `${certificate.toString('pem')}\n` };
}

async function makeLeaf(ca: Pair, hosts: readonly string[], nowMs: number): Promise<Pair> {
  const x509 = await loadX509();
  const keys = await newKeys();
  const authority = new x509.X509Certificate(ca.cert);
  const signingKey = await subtle.importKey('pkcs8', createPrivateKey(ca.key).export({ type: 'pkcs8', format: 'der' }), algorithm, false, ['sign']);
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: newSerial(), subject: 'CN=localhost', issuer: authority.subject, ...life(nowMs, leafDays), signingAlgorithm: algorithm, publicKey: keys.publicKey, signingKey,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension([...hosts.map((value) => ({ type: 'dns', value }) as const), ...ownAddresses.map((value) => ({ type: 'ip', value }) as const)]),
      await x509.AuthorityKeyIdentifierExtension.create(authority.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { key: await pemOf(keys.privateKey), cert: `${certificate.toString('pem')}\n` };
}

async function pemOf(key: CryptoKey): Promise<string> {
  const der = Buffer.from(await subtle.exportKey('pkcs8', key));
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' }).export({ type: 'pkcs8', format: 'pem' }).toString();
}

/**
 * RFC 5280 §4.2.1.10, critical: localhost and what is under it, 127.0.0.0/8 and ::1. Should the key ever leak, it still can't speak for any other name.
 * The DER is written out: permittedSubtrees [0] { dNSName "localhost", iPAddress 127/8, iPAddress ::1/128 }.
 */
function nameConstraints(x509: X509): InstanceType<X509['Extension']> {
  const subtree = (tag: number, value: Buffer) => sequence(0x30, sequence(tag, value));
  const permitted = Buffer.concat([
    subtree(0x82, Buffer.from('localhost')),
    subtree(0x87, Buffer.from([127, 0, 0, 0, 255, 0, 0, 0])),
    subtree(0x87, Buffer.concat([Buffer.alloc(15), Buffer.from([1]), Buffer.alloc(16, 255)])),
  ]);
  return new x509.Extension('2.5.29.30', true, Uint8Array.from(sequence(0x30, sequence(0xa0, permitted))));
}

/** One DER element shorter than 128 bytes. */
const sequence = (tag: number, content: Buffer): Buffer => Buffer.concat([Buffer.from([tag, content.length]), content]);
