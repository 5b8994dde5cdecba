import type { Client } from '../client/client.ts';
import type { CertificateName } from '../client/client-policies.ts';
import type { ClientCertificate } from '../sender-constraint/client-certificate.ts';
import { invalidClient } from '../vocabulary/errors.ts';
import type { ClientAuthenticationMethod, SecretPresentation } from './method.ts';
import { presentName } from './certificate.ts';
import { believed } from './secrets.ts';

/** RFC 8705 §2.1: a certificate of an authority that the operator trusts, with the one name that is registered for the client. */
export const tlsClientAuth: ClientAuthenticationMethod<SecretPresentation> = {
  name: 'tls_client_auth',
  present: presentName,

  verify(_shown, { client, certificate }) {
    const shown = certificate();
    if (shown === undefined) return invalidClient('certificate.missing');
    if (!shown.trusted) return invalidClient('certificate.untrusted', { received: shown.subjectDn.slice(0, 200) });
    const names = client.certificate === undefined ? [] : namesOf(shown, client.certificate);
    return client.certificate !== undefined && names.includes(canonical(client.certificate)) ? believed : invalidClient('certificate.name_wrong', { expected: expectedOf(client), received: names.join(' ').slice(0, 300) || 'no such name' });
  },
};

/** The names of the certificate that are of the registered kind (RFC 8705 §2.1.2). */
function namesOf({ subjectDn, san }: ClientCertificate, { kind }: CertificateName): readonly string[] {
  switch (kind) {
    case 'subject_dn': return [canonicalDn(subjectDn)];
    case 'san_dns': return san.dns.map((name) => name.toLowerCase());
    case 'san_uri': return san.uri;
    case 'san_ip': return san.ip.map((name) => name.toLowerCase());
    case 'san_email': return san.email;
  }
}

function canonical({ kind, value }: CertificateName): string {
  if (kind === 'subject_dn') return canonicalDn(value);
  return kind === 'san_dns' || kind === 'san_ip' ? value.toLowerCase() : value;
}

/** RFC 4514 §2: types in capitals and no blanks around the separators; values stay as they are. */
const canonicalDn = (name: string) => name.split(/(?<!\\),/).map((part) => part.trim().replace(/^([A-Za-z][\w.-]*)\s*=\s*/, (_, type: string) => `${type.toUpperCase()}=`)).join(',');

const expectedOf = ({ certificate }: Client) => (certificate === undefined ? 'a name that is registered for the application' : `${certificate.kind} ${certificate.value}`.slice(0, 300));
