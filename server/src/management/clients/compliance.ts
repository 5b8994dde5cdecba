import type { Client } from '../../protocol/client/client.ts';
import { invalidBody, type ManagementRefusal } from '../refusal.ts';
import type { ClientBody } from './schema.ts';

/** Auth0: the two levels of FAPI 2.0, by how the application proves itself. */
export const complianceOf = ({ profile, authenticationMethod }: Client): object =>
  (profile === 'fapi2' ? { compliance_level: authenticationMethod === 'private_key_jwt' ? 'fapi2_sp_pkj_mtls' : 'fapi2_sp_mtls_mtls' } : {});

/** FAPI 2.0 §5.3.2: the profile that a level names, with what it rests on. */
export function compliant(client: Client, level: ClientBody['compliance_level']): Client | ManagementRefusal {
  if (level === undefined) return client;
  if (level === null || level === 'none') return client.profile === 'fapi2' ? { ...client, profile: 'auth0' } : client;
  const fits = level === 'fapi2_sp_pkj_mtls' ? client.authenticationMethod === 'private_key_jwt' : client.authenticationMethod.endsWith('tls_client_auth');
  if (!fits) return invalidBody(`compliance_level: ${level} is for applications that prove themselves by ${level === 'fapi2_sp_pkj_mtls' ? 'private_key_jwt' : 'a certificate'} (client_authentication_methods).`);
  return { ...client, profile: 'fapi2', senderConstraint: client.senderConstraint === 'none' ? 'mtls' : client.senderConstraint, requests: { ...client.requests, parRequired: true } };
}
