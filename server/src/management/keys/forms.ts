import { createHash } from 'node:crypto';

/** RFC 7468 §2: lines of 64 characters. */
const pemOf = (label: string, der: Buffer) => `-----BEGIN ${label}-----\n${(der.toString('base64').match(/.{1,64}/g) ?? []).join('\n')}\n-----END ${label}-----\n`;

/** One DER element (ITU-T X.690): tag, length, content. */
function element(tag: number, ...content: readonly Buffer[]): Buffer {
  const whole = Buffer.concat(content);
  const length = whole.length.toString(16);
  const bytes = Buffer.from(length.padStart(length.length + (length.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from(whole.length < 128 ? [tag, whole.length] : [tag, 0x80 | bytes.length, ...bytes]), whole]);
}

const [sequence, set, context0] = [0x30, 0x31, 0xa0];
/** The identifiers of signed data and of data, 1.2.840.113549.1.7.2 and .1. */
const [signedData, data] = [Buffer.from('06092a864886f70d010702', 'hex'), Buffer.from('06092a864886f70d010701', 'hex')];
const version1 = Buffer.from('020101', 'hex');

/** RFC 2315 §9.1 without content and signers: a bag that holds the certificate. */
const bagOf = (certificate: Buffer) => element(sequence, signedData, element(context0, element(sequence, version1, element(set), element(sequence, data), element(context0, certificate), element(set))));

/** Auth0: the certificate in the forms in which programs ask for it. Fingerprint and thumbprint are the same SHA-1, with and without colons; they name the certificate and prove nothing. */
export function formsOf(certificate: Buffer): { readonly cert: string; readonly pkcs7: string; readonly fingerprint: string; readonly thumbprint: string } {
  const thumbprint = createHash('sha1').update(certificate).digest('hex').toUpperCase();
  return { cert: pemOf('CERTIFICATE', certificate), pkcs7: pemOf('PKCS7', bagOf(certificate)), fingerprint: thumbprint.match(/../g)?.join(':') ?? '', thumbprint };
}
